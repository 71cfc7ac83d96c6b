import { z } from 'zod'
import { EngineId } from '../catalogue/engineId.ts'
import { Media } from '../ports/value.ts'

/**
 * The state of a job that the events of its run do not show: it `goes on` at the engine although its step is over; its
 * result has `arrived` since; its output is `awaited`; its files no longer existed (`expired`); it is `unknown`; it was
 * `stopped`, and whether it was charged is not known; or the user has attached its request, and all is well
 * (`attached`).
 */
export const RunJobState = z.enum([
  'goes on',
  'arrived',
  'awaited',
  'expired',
  'unknown',
  'stopped',
  'attached',
])
export type RunJobState = z.infer<typeof RunJobState>

/** A job of a run that the user should know about, or can act on. */
export const RunJob = z.object({
  job: z.string(),
  engine: EngineId,
  node: z.string(),
  /** The title of its node. */
  title: z.string(),
  state: RunJobState,
  requestId: z.string().nullable(),
  /** US dollars, if known; null for the practice engine, whose costs are fictitious. */
  cost: z.number().nullable(),
  /** The first picture (or film, or sound) that it brought; null if there is none yet. */
  media: Media.nullable(),
  /** The user has attached its request and can detach it. */
  attached: z.literal(true).optional(),
})
export type RunJob = z.infer<typeof RunJob>
