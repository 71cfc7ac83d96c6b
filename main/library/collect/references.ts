import { setImmediate } from 'node:timers/promises'
import { z } from 'zod'
import type { Media } from '#shared/ports/value.ts'
import { isMedia } from '#shared/ports/value.ts'
import { openStates } from '../../jobs/jobStore.ts'
import type { Database } from '../database.ts'
import { parseStoredJson } from '../storedJson.ts'

/** A result of the library, with its pictures. */
export interface StoredResult {
  readonly key: string
  readonly media: readonly Media[]
}

const needingStates = [...openStates, 'unknown'].map((state) => `'${state}'`).join(', ')

/** How many rows are read together, before others have their turn: a workflow may be large. */
const TOGETHER = 50

/** Every row of a table, in portions, in the order of its `keys`. */
function* rowsOf(
  database: Database,
  table: string,
  keys: readonly string[],
  column: string,
): Generator<{ readonly keys: readonly string[]; readonly text: string }> {
  const [key, marks] = [keys.join(', '), keys.map(() => '?').join(', ')]
  let after: readonly string[] = keys.map(() => '')
  for (;;) {
    const rows = database.read(
      `SELECT ${key}, ${column} AS text FROM ${table} WHERE (${key}) > (${marks}) ORDER BY ${key} LIMIT ${TOGETHER}`,
      ...after,
    )
    for (const row of rows) {
      after = keys.map((name) => z.string().parse(row[name]))
      yield { keys: after, text: z.string().parse(row['text']) }
    }
    if (rows.length < TOGETHER) return
  }
}

/** Every result. Throws `library.broken` if one cannot be read, because its references are then unknown. */
export function* readResults(database: Database): Generator<StoredResult> {
  for (const { keys, text } of rowsOf(database, 'results', ['key'], 'outputs')) {
    const [key = ''] = keys
    yield { key, media: mediaIn(parseStoredJson(text, `the result ${key}`)) }
  }
}

function mediaIn(value: unknown): readonly Media[] {
  if (typeof value !== 'object' || value === null) return []
  return isMedia(value) ? [value] : Object.values(value).flatMap(mediaIn)
}

/** The files of jobs, including incomplete ones: they were paid for. */
const BROUGHT = `
  SELECT a.sha256 FROM assets a JOIN jobs j
  ON j.request_id = CASE WHEN json_valid(a.origin) THEN json_extract(a.origin, '$.requestId') END`

/** Rows that need what is in them, whatever the user has deleted: of what is not over, and what may be sent again. */
const needing: readonly (readonly [table: string, keys: readonly string[], column: string])[] = [
  ['runs', ['id'], 'workflow'],
  ['workflow_versions', ['workflow', 'sha256'], 'text'],
  ['jobs', ['id'], "coalesce(body_files, '')"],
  ['jobs', ['id'], `iif(state IN (${needingStates}), job, '')`],
  ['steps', ['run', 'node'], "iif((SELECT finished_at FROM runs WHERE id = steps.run) IS NULL, step, '')"],
]

/** Rows whose files stay until the user deletes them. */
const holding: typeof needing = [
  ['steps', ['run', 'node'], 'step'],
  ['jobs', ['id'], 'job'],
]

async function digestsIn(database: Database, rows: typeof needing): Promise<Set<string>> {
  const found = new Set<string>()
  let read = 0
  for (const [table, keys, column] of rows)
    for (const { text } of rowsOf(database, table, keys, column)) {
      for (const [digest] of text.matchAll(/[0-9a-f]{64}/g)) found.add(digest)
      if (++read % TOGETHER === 0) await setImmediate()
    }
  return found
}

/**
 * The SHA-256 of every asset that runs, their steps and jobs refer to: every digest in their rows, whatever else it may
 * be the digest of. Without results that the user has deleted and nothing needs.
 */
export async function referredByRuns(
  database: Database,
  deleted: ReadonlySet<string>,
): Promise<ReadonlySet<string>> {
  const found = await digestsIn(database, needing)
  const add = (digest: string): void => {
    if (!deleted.has(digest)) found.add(digest)
  }
  for (const digest of await digestsIn(database, holding)) add(digest)
  for (const row of database.read(BROUGHT)) add(z.string().parse(row['sha256']))
  return found
}

/** The ids of the jobs that are not over. */
export const openJobs = (database: Database): readonly string[] =>
  database
    .read(`SELECT id FROM jobs WHERE state IN (${openStates.map(() => '?').join(', ')})`, ...openStates)
    .map((row) => z.string().parse(row['id']))

/** When the oldest unfinished run began, in wall-clock milliseconds; null if all have ended. */
export function oldestOpenRun(database: Database): number | null {
  const [row] = database.read(`SELECT min(started_at) AS at FROM runs WHERE finished_at IS NULL`)
  return z
    .number()
    .nullable()
    .parse(row?.['at'] ?? null)
}
