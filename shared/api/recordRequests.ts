import { z } from 'zod'
import { JsonValue } from '../ports/jsonValue.ts'
import { ErrorData } from '../errors.ts'
import { Media } from '../ports/value.ts'
import { Mode } from '../catalogue/mode.ts'
import { ItemPath } from '../run/address.ts'
import { Incomplete } from '../run/incomplete.ts'
import { Id, request } from './request.ts'

/** Every state of a job, in the order of its life. */
export const JobState = z.enum([
  'created',
  'submitting',
  'submitted',
  'in_queue',
  'in_progress',
  'completed',
  'awaited',
  'downloaded',
  'cancelling',
  'failed',
  'cancelled',
  'expired',
  'unknown',
])
export type JobState = z.infer<typeof JobState>

/** The facts about a job, without the bytes that it sent. Fields without a meaning in its state are absent. */
export const JobRecord = z.object({
  id: z.string(),
  state: JobState,
  run: z.string(),
  node: z.string(),
  /** Which item of the list that the node runs over; `0` where there is no list. */
  item: ItemPath,
  endpoint: z.string(),
  /** Wall-clock milliseconds. */
  createdAt: z.number(),
  requestId: z.string().nullable(),
  /** Why it failed, or why it is unknown. */
  error: ErrorData.optional(),
  /** The missing outputs, and the time of the next read. */
  missing: z.array(z.string()).optional(),
  askAt: z.number().optional(),
  notes: z.array(z.string()).optional(),
  oddCost: JsonValue.optional(),
  charged: z.enum(['yes', 'no', 'unknown']).optional(),
  /** US dollars. */
  cost: z.number().nullable().optional(),
  media: z.array(Media).optional(),
})
export type JobRecord = z.infer<typeof JobRecord>

/** A run as it is stored. */
export const RunRecord = z.object({
  id: z.string(),
  name: z.string(),
  /** A fingerprint of the account that paid. */
  account: z.string(),
  state: z.enum(['queued', 'running', 'done', 'partial', 'failed', 'cancelled']),
  /** US dollars, or null where none was reported. */
  cost: z.number().nullable(),
  /** Wall-clock milliseconds. */
  startedAt: z.number(),
  finishedAt: z.number().nullable(),
})
export type RunRecord = z.infer<typeof RunRecord>

/** The maximum number of rows per answer, so that none is too large for any transport. */
export const MAX_RECORDS = 500

const page = {
  /** The last row of the previous answer, after which this one continues; null: from the newest on. */
  after: Id.nullable().default(null),
  limit: z.int().min(1).max(MAX_RECORDS).default(MAX_RECORDS),
}

/** The stored history of a library, row by row, newest first. None of these requests changes anything. */
export const recordRequests = {
  /**
   * `run`: only that one, even if it was removed from the history. `interrupted`: unfinished, and no process runs it.
   */
  'record.runs': request(
    z.object({ ...page, run: Id.nullable().default(null) }),
    z.object({ runs: z.array(z.object({ record: RunRecord, interrupted: z.boolean() })) }),
  ),
  /** A run's workflow as text, and its options. Rejects with `input.invalid` for an unknown run. */
  'record.source': request(
    z.object({ run: Id }),
    z.object({
      text: z.string(),
      mode: Mode,
      targets: z.array(z.string()).nullable(),
      incomplete: Incomplete.nullable(),
    }),
  ),
  'record.jobs': request(
    z.object({
      ...page,
      job: Id.nullable().default(null),
      run: Id.nullable().default(null),
      states: z.array(JobState).nullable().default(null),
    }),
    z.object({ jobs: z.array(JobRecord) }),
  ),
} as const
