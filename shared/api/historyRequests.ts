import { z } from 'zod'
import { Media } from '../ports/value.ts'
import { RunRow } from './records.ts'
import { Id, Empty, request } from './request.ts'

/** A job that continues at its engine, or may: it may cost money and may still bring a result. */
export const OpenJob = z.object({
  job: z.string(),
  node: z.string(),
  /** As in `in_progress`, `awaited`, `unknown`. */
  state: z.string(),
  requestId: z.string().nullable(),
})
export type OpenJob = z.infer<typeof OpenJob>

/** Totals of the whole history, summed in the store. */
export const RunTotals = z.object({
  runs: z.int().nonnegative(),
  /** The total duration of the finished runs, in milliseconds, without waiting for the user. */
  took: z.number().nonnegative(),
  /** US dollars, without the practice engine's fictitious costs; null if no cost was reported. */
  cost: z.number().nullable(),
})
export type RunTotals = z.infer<typeof RunTotals>

export const RunLook = z.object({
  run: z.string(),
  /** What it made last; null if it has made no picture. */
  media: Media.nullable(),
  prompt: z.string().nullable(),
})
export type RunLook = z.infer<typeof RunLook>

/** The queue and the history as a whole. */
export const historyRequests = {
  /**
   * Active runs, waiting ones in their order, interrupted ones, then finished ones, newest first: of those the latest
   * 200; `run.past` has the others.
   */
  'run.list': request(Empty, z.array(RunRow)),
  /**
   * Finished runs, newest first: those after the run `before` in that order, null for the newest. Each word of `text`
   * must occur in the name or the workflow of a run.
   */
  'run.past': request(
    z.object({ before: Id.nullable(), text: z.string().max(200), most: z.int().min(1).max(200) }),
    z.array(RunRow),
  ),
  /** What a person recognizes runs by: a picture that each has made, and its prompt. Unknown runs are left out. */
  'run.looks': request(z.object({ runs: z.array(Id).max(100) }), z.array(RunLook)),
  'run.totals': request(Empty, RunTotals),
  /**
   * Removes a finished run from the history; its pictures stay until they are cleaned up. A run with open jobs stays,
   * and they are returned, unless `confirm` is set: the jobs continue, and their outputs appear among the results.
   * Rejects with `input.invalid`.
   */
  'run.remove': request(
    z.object({ run: Id, confirm: z.boolean().default(false) }),
    z.object({ removed: z.boolean(), open: z.array(OpenJob) }),
  ),
  /** The same for every finished run; `left` counts those that stay because of their open jobs. */
  'run.clear': request(
    z.object({ confirm: z.boolean().default(false) }),
    z.object({ left: z.int().nonnegative() }),
  ),
} as const
