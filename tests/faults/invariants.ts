import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { hasLibrary, openDatabase } from '#main/library/database.ts'
import { createJobRows } from '#main/library/jobRows.ts'
import type { LedgerEntry } from '#main/practice/requests/request.ts'
import { stackTrace } from '../cli/runCli.ts'
import type { WorkflowCase } from './workflows.ts'
import { isOf } from './oracle.ts'
import type { JobRow } from './rows.ts'
import type { Trial } from './trial.ts'

/** The pictures and films of an undisturbed run: SHA-256 of their pixels or bytes, in order. */
export type Pictures = readonly string[]

export interface Evidence {
  readonly workflow: WorkflowCase
  readonly trial: Pick<Trial, 'home' | 'out' | 'endings' | 'leaks'>
  readonly accepted: readonly LedgerEntry[]
  /** The request ids that were cancelled at the engine; none by default. */
  readonly cancelled?: ReadonlySet<string>
  readonly jobs: readonly JobRow[]
  /** How often the user submitted again. */
  readonly again: number
}

/** States in which a job would still wait for something. */
const open = new Set([
  'created',
  'submitting',
  'submitted',
  'in_queue',
  'in_progress',
  'completed',
  'cancelling',
])

/** All violated invariants at this moment; empty without any. */
export async function findBreaches(evidence: Evidence): Promise<string[]> {
  return [
    ...overpaid(evidence),
    ...lostRequests(evidence),
    ...crashes(evidence),
    ...(await damagedAssets(evidence.trial)),
    ...(await evidence.trial.leaks()).map(({ where, as }) => `the key stands in ${where}, ${as}`),
  ]
}

/** Additional invariants of a run that has ended well. */
export async function findBreachesAtEnd(evidence: Evidence, expected: Pictures): Promise<string[]> {
  const stuck = evidence.jobs.filter(({ state }) => open.has(state) || state === 'unknown')
  const pictures = await readPictures(evidence.trial.out)
  const missing = expected.filter((picture) => !pictures.includes(picture))
  const strange = pictures.filter((picture) => !expected.includes(picture))
  return [
    ...(await findBreaches(evidence)),
    ...changedBodies(evidence),
    ...stuck.map(({ id, node, state }) => `the job ${id} of ${node} is stuck in ${state}`),
    ...missing.map((picture) => `a picture of the run is lost: ${picture.slice(0, 12)}`),
    ...strange.map((picture) => `a picture was saved that is none of the run's: ${picture}`),
  ]
}

/** Accepted submits ≤ approved jobs, not counting cancelled ones, and no two submits of one body, unless the user requested it. */
function overpaid({ workflow, accepted: all, cancelled = new Set(), again }: Evidence): string[] {
  const accepted = all.filter(({ requestId }) => !cancelled.has(requestId))
  const nodes = workflow.approved.map((approved) => {
    const count = accepted.filter((entry) => isOf(approved, entry)).length
    return { node: approved.node, over: count - approved.items, count, items: approved.items }
  })
  const over = nodes.reduce((sum, { over }) => sum + Math.max(0, over), 0)
  const others = accepted.filter((entry) => !workflow.approved.some((approved) => isOf(approved, entry)))
  const repeated = accepted.length - new Set(accepted.map(({ bodySha256 }) => bodySha256)).size
  return [
    ...(over > again
      ? nodes.map(({ node, count, items }) => `${node}: ${count} submits for ${items} jobs`)
      : []),
    ...(repeated > again ? [`${repeated} submits repeat a body, ${again} were asked for`] : []),
    ...others.map(({ modelId }) => `a submit to ${modelId} that no node asked for`),
  ]
}

/** Each accepted request is known here, or a job of its endpoint is shown as unknown. */
function lostRequests({ accepted, jobs, again }: Evidence): string[] {
  const jobIds = new Set(jobs.map(({ requestId }) => requestId))
  const unknown = jobs.filter(({ state }) => state === 'unknown' || state === 'submitting')
  const lost = accepted.filter(({ requestId }) => !jobIds.has(requestId))
  // Submitting an accepted job again requires a warning that it may be in vain.
  return lost.length > unknown.length + again
    ? lost.map(({ requestId, modelId }) => `the request ${requestId} to ${modelId} is lost`)
    : []
}

const crashes = ({ trial }: Evidence): string[] =>
  trial.endings.flatMap(({ args, code, stderr }) => [
    ...(code === 70 ? [`${args.join(' ')} ended with a fault of its own: ${stderr}`] : []),
    ...(stackTrace.test(stderr) ? [`${args.join(' ')} showed a stack trace: ${stderr}`] : []),
  ])

/** An asset has the hash of its name, whatever happened while it was written. */
async function damagedAssets({ home }: Pick<Trial, 'home'>): Promise<string[]> {
  const entries = await readdir(join(home, 'assets'), { recursive: true, withFileTypes: true }).catch(
    () => [],
  )
  const checked = entries
    .filter((entry) => entry.isFile() && /^[0-9a-f]{64}\./.test(entry.name))
    .map(async ({ parentPath, name }) => {
      const sha256 = hashOf(await readFile(join(parentPath, name)))
      return name.startsWith(sha256) ? [] : [`the asset ${name} holds other bytes`]
    })
  return (await Promise.all(checked)).flat()
}

/** What a job has sent is in the library, byte by byte, whether or not its pictures were replaced by references. */
function changedBodies({ trial: { home } }: Evidence): string[] {
  if (!hasLibrary(home)) return []
  const database = openDatabase({ home, writer: false })
  try {
    const store = createJobRows(database, () => 0)
    return store.list().flatMap(({ facts: { id, bodySha256 } }) => {
      const body = store.body(id)
      return body !== null && hashOf(body) === bodySha256
        ? []
        : [`the body of the job ${id} is not as it was sent`]
    })
  } finally {
    database.close()
  }
}

/** The saved media of a folder: pictures by their pixels, films by their bytes; an incomplete picture by its name. */
export async function readPictures(folder: string): Promise<Pictures> {
  const names = await readdir(folder, { recursive: true }).catch(() => [])
  const pictures = names
    .filter((name) => /\.(png|jpg|webp|webm|mp4)$/.test(name))
    .map(async (name) => {
      if (/\.(webm|mp4)$/.test(name)) return hashOf(await readFile(join(folder, name)))
      try {
        const { data } = await sharp(join(folder, name), { failOn: 'warning' })
          .raw()
          .toBuffer({ resolveWithObject: true })
        return hashOf(data)
      } catch {
        return `${name} (torn)`
      }
    })
  return (await Promise.all(pictures)).toSorted()
}

const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')
