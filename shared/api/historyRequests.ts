import { z } from 'zod'
import { RunRow } from './records.ts'
import { Id, Empty, request } from './request.ts'

/** A job that goes on at its engine, or of which nobody knows whether it does: it may cost, and may still bring something. */
export const OpenJob = z.object({
  job: z.string(),
  node: z.string(),
  /** As in `in_progress`, `awaited`, `unknown`. */
  state: z.string(),
  requestId: z.string().nullable(),
})
export type OpenJob = z.infer<typeof OpenJob>

/** All that stands in the history, added up in the store. */
export const RunTotals = z.object({
  runs: z.int().nonnegative(),
  /** How long those that have ended took together, in milliseconds. */
  took: z.number().nonnegative(),
  /** US dollars, without what the practice engine invents; null where nothing was told. */
  cost: z.number().nullable(),
})
export type RunTotals = z.infer<typeof RunTotals>

/** The queue and the history as a whole. */
export const historyRequests = {
  /** What runs, what waits in the order of its turns, what was interrupted, then what is over, the newest first: of that the
   *  latest 200. */
  'run.list': request(Empty, z.array(RunRow)),
  'run.totals': request(Empty, RunTotals),
  /**
   * Takes a run that is over out of the history; its pictures stay until they are cleaned up. One that has open jobs stays,
   * and they are named, unless `confirm`: they go on, and what they bring stands among the results. Rejects with
   * `input.invalid`.
   */
  'run.remove': request(
    z.object({ run: Id, confirm: z.boolean().default(false) }),
    z.object({ removed: z.boolean(), open: z.array(OpenJob) }),
  ),
  /** The same of every run that is over; `left` is how many stay because of their open jobs. */
  'run.clear': request(
    z.object({ confirm: z.boolean().default(false) }),
    z.object({ left: z.int().nonnegative() }),
  ),
} as const
