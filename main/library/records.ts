import { z } from 'zod'
import type { Job, JobState } from '../jobs/job.ts'
import type { Database } from './database.ts'
import { parseStoredJob } from './storedJob.ts'

/** A page of a list. `after` is the last one of the previous page; null: from the newest on. */
export interface Page {
  readonly after: string | null
  readonly limit: number
}

export interface JobQuery extends Page {
  readonly job: string | null
  readonly run: string | null
  readonly states: readonly JobState[] | null
}

/** Jobs in the order in which they were added, newest first. Throws `library.broken`. */
export function readJobs(database: Database, query: JobQuery): readonly Job[] {
  const { after, job, limit, run, states } = query
  const rows = database.read(
    `SELECT id, job FROM jobs WHERE (?1 IS NULL OR rowid < (SELECT rowid FROM jobs WHERE id = ?1))
       AND (?2 IS NULL OR id = ?2) AND (?3 IS NULL OR run = ?3)
       AND (?4 IS NULL OR state IN (SELECT value FROM json_each(?4)))
     ORDER BY rowid DESC LIMIT ?5`,
    after,
    job,
    run,
    states === null ? null : JSON.stringify(states),
    limit,
  )
  return rows.map((row) => {
    const { id, job: text } = z.object({ id: z.string(), job: z.unknown() }).parse(row)
    return parseStoredJob(text, id)
  })
}

/** The ids of runs in the history, newest first. */
export function readRunIds(database: Database, { after, limit }: Page): readonly string[] {
  const rows = database.read(
    `SELECT id FROM runs WHERE removed_at IS NULL AND (?1 IS NULL OR EXISTS (SELECT 1 FROM runs a WHERE a.id = ?1
         AND (runs.started_at < a.started_at OR (runs.started_at = a.started_at AND runs.id > a.id))))
     ORDER BY started_at DESC, id LIMIT ?2`,
    after,
    limit,
  )
  return rows.map((row) => z.string().parse(row['id']))
}
