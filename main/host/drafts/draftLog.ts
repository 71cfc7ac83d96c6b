import { open, readFile } from 'node:fs/promises'
import { z } from 'zod'
import { readWorkflow } from '#shared/document/readWorkflow.ts'
import { applyChange, WorkflowChange } from '#shared/document/workflowChange.ts'
import { writeWorkflow } from '#shared/document/writeWorkflow.ts'
import { OWN_FILE } from '../../platform/closeToOthers.ts'
import { nextTurn } from '../../platform/nextTurn.ts'
import { unwritable, whenAbsent } from '../../platform/fileError.ts'
import { makeFolder, writeWhole } from '../../platform/writeWhole.ts'
import { dirname } from 'node:path'
import { versionOf } from './versionOf.ts'

/** An edit of a draft, with the metadata of the draft from then on. */
export const LoggedChange = z.object({
  name: z.string(),
  base: z.string().nullable(),
  by: z.string().nullable(),
  change: WorkflowChange,
})
export type LoggedChange = z.infer<typeof LoggedChange>

/** The version of a draft after a change: derived from the one before it, because the whole text is not at hand. */
export const versionAfter = (version: string, change: LoggedChange): string =>
  versionOf(`${version}\n${JSON.stringify(change)}`)

const headOf = (whole: string): string => `${JSON.stringify({ whole })}\n`

/**
 * Appends a change to the draft whose whole text has the version `whole`; `first` starts a new log. It is on the disk
 * when this resolves. Rejects with `file.unwritable`.
 */
export async function appendChange(
  path: string,
  whole: string,
  change: LoggedChange,
  first: boolean,
): Promise<void> {
  try {
    await makeFolder(dirname(path))
    const file = await open(path, first ? 'w' : 'a', OWN_FILE)
    try {
      await file.writeFile(`${first ? headOf(whole) : ''}${JSON.stringify(change)}\n`)
      await file.sync()
    } finally {
      await file.close()
    }
  } catch (thrown) {
    throw unwritable(path, thrown)
  }
}

/**
 * The changes to the draft whose whole text has this version. A change that a kill has truncated was never confirmed.
 */
export async function readChanges(path: string, whole: string): Promise<readonly LoggedChange[]> {
  const text = await readFile(path, 'utf8').catch(whenAbsent('', path))
  if (!text.startsWith(headOf(whole))) return []
  const [, ...lines] = text.split('\n')
  const changes: LoggedChange[] = []
  for (const line of lines) {
    const change = readChange(line)
    if (change === null) break
    changes.push(change)
  }
  return changes
}

/** Removes a truncated change, so that more can be appended. */
export const mendChanges = (path: string, whole: string, changes: readonly LoggedChange[]): Promise<void> =>
  writeWhole(
    path,
    Buffer.from(headOf(whole) + changes.map((change) => `${JSON.stringify(change)}\n`).join('')),
  )

function readChange(line: string): LoggedChange | null {
  try {
    return LoggedChange.parse(JSON.parse(line))
  } catch {
    return null
  }
}

/** A draft's text after its changes; stops at the first one that does not match. */
export async function textAfter(text: string, changes: readonly LoggedChange[]): Promise<string> {
  await nextTurn(text)
  const read = changes.length === 0 ? null : readWorkflow(text)
  if (read === null || !read.ok) return text
  let { workflow } = read
  await nextTurn(text)
  for (const { change } of changes) {
    const next = applyChange(workflow, change)
    if (next === null) break
    workflow = next
  }
  await nextTurn(text)
  return writeWorkflow(workflow)
}
