import { hash } from 'node:crypto'
import { setImmediate } from 'node:timers/promises'
import { z } from 'zod'
import type { WorkflowVersion } from '#shared/api/records.ts'
import { AppError } from '#shared/errors.ts'
import type { Database } from './database.ts'
import { readRunLooks } from './runLooks.ts'

/** What a workflow was each time that it was saved or run. Throws or rejects as the database does. */
export interface WorkflowVersions {
  /** Records what was saved. A text that is known already is only moved to this time. */
  add(workflow: string, text: string, at: number): void
  /** Newest first, each text once. Others have their turn between two of them. */
  list(workflow: string): Promise<readonly WorkflowVersion[]>
  /** Throws `input.invalid` for an unknown version. */
  text(workflow: string, version: string): string
  /** Names a version, which then stays; null removes its name. Throws `input.invalid` for an unknown one. */
  name(workflow: string, version: string, name: string | null): void
}

/** How many saves without a name are stored of each workflow. */
const MAX_SAVES = 50
/** How many runs are listed. */
const MAX_RUNS = 200
/** A larger text is not stored again with each save, in characters. */
const MAX_TEXT = 4 * 2 ** 20

const SavedRow = z.object({ sha256: z.string(), name: z.string().nullable(), at: z.number() })
const RunRow = z.object({ id: z.string(), at: z.number() })
const Text = z.object({ text: z.string() })

const digestOf = (text: string): string => hash('sha256', text)

export function createWorkflowVersions(database: Database): WorkflowVersions {
  const runText = (workflow: string, run: string): string | undefined => {
    const [row] = database.read('SELECT workflow AS text FROM runs WHERE id = ? AND kept = ?', run, workflow)
    return row === undefined ? undefined : Text.parse(row).text
  }
  const savedText = (workflow: string, sha256: string): string | undefined => {
    const [row] = database.read(
      'SELECT text FROM workflow_versions WHERE workflow = ? AND sha256 = ?',
      workflow,
      sha256,
    )
    return row === undefined ? undefined : Text.parse(row).text
  }
  const text = (workflow: string, version: string): string => {
    const found = savedText(workflow, version) ?? runText(workflow, version)
    if (found !== undefined) return found
    throw new AppError('input.invalid', 'This version of the workflow is not in the library any more.')
  }
  const write = (workflow: string, what: string, name: string | null, at: number): void =>
    void database.write(
      `INSERT INTO workflow_versions (workflow, sha256, text, name, at) VALUES (?1, ?2, ?3, ?4, ?5)
       ON CONFLICT (workflow, sha256) DO UPDATE SET at = max(at, ?5), name = coalesce(?4, name)`,
      workflow,
      digestOf(what),
      what,
      name,
      at,
    )
  return {
    add(workflow, saved, at) {
      if (saved.length > MAX_TEXT) return
      database.transact(() => {
        write(workflow, saved, null, at)
        database.write(
          `DELETE FROM workflow_versions WHERE workflow = ?1 AND name IS NULL AND sha256 NOT IN
             (SELECT sha256 FROM workflow_versions WHERE workflow = ?1 AND name IS NULL ORDER BY at DESC LIMIT ?2)`,
          workflow,
          MAX_SAVES,
        )
      })
    },
    list: (workflow) => listVersions(database, workflow, runText),
    text,
    name(workflow, version, name) {
      const what = text(workflow, version)
      const sha256 = digestOf(what)
      if (name !== null) {
        const at = Number(
          database.read('SELECT coalesce(queued_at, started_at) AS at FROM runs WHERE id = ?', version)[0]?.[
            'at'
          ] ?? 0,
        )
        return write(workflow, what, name, at)
      }
      database.write(
        'UPDATE workflow_versions SET name = NULL WHERE workflow = ? AND sha256 = ?',
        workflow,
        sha256,
      )
    },
  }
}

/** What was saved and what was run, each text once. */
async function listVersions(
  database: Database,
  workflow: string,
  runText: (workflow: string, run: string) => string | undefined,
): Promise<readonly WorkflowVersion[]> {
  const saved = database
    .read('SELECT sha256, name, at FROM workflow_versions WHERE workflow = ?', workflow)
    .map((row) => SavedRow.parse(row))
  const runs = database
    .read(
      `SELECT id, coalesce(queued_at, started_at) AS at FROM runs WHERE kept = ?
       ORDER BY at DESC LIMIT ${MAX_RUNS}`,
      workflow,
    )
    .map((row) => RunRow.parse(row))
  const versions = new Map<string, WorkflowVersion>()
  for (const { sha256, name, at } of saved)
    versions.set(sha256, { id: sha256, at, name, from: 'save', run: null, media: null, prompt: null })
  // The newest run of a text stands for it.
  for (const { id, at } of runs) {
    const ran = runText(workflow, id)
    if (ran === undefined) continue
    const digest = digestOf(ran)
    const known = versions.get(digest)
    if (known === undefined)
      versions.set(digest, { id, at, name: null, from: 'run', run: id, media: null, prompt: null })
    else if (known.run === null) versions.set(digest, { ...known, run: id, at: Math.max(known.at, at) })
    await setImmediate()
  }
  const listed = [...versions.values()].toSorted((one, other) => other.at - one.at)
  const shown = listed.flatMap(({ run }) => run ?? [])
  const looks = new Map((await readRunLooks(database, shown)).map((look) => [look.run, look]))
  return listed.map((version) => {
    const { media = null, prompt = null } = looks.get(version.run ?? '') ?? {}
    return { ...version, media, prompt }
  })
}
