import { z } from 'zod'
import { Media } from '../ports/value.ts'

/**
 * How a job stands that its run does not tell of: it `goes on` at the engine though its step is over; its result has `arrived`
 * since; its output is `awaited`; its files were not there any more (`expired`); nobody knows of it (`unknown`); or a person has
 * attached its request, and all is well (`attached`).
 */
export const RunJobState = z.enum(['goes on', 'arrived', 'awaited', 'expired', 'unknown', 'attached'])
export type RunJobState = z.infer<typeof RunJobState>

/** A job of a run that a person should know of, or can do something about. */
export const RunJob = z.object({
  job: z.string(),
  node: z.string(),
  /** As a person calls its node. */
  title: z.string(),
  state: RunJobState,
  requestId: z.string().nullable(),
  /** US dollars, as far as that is known; what the practice engine charges is invented, and null. */
  cost: z.number().nullable(),
  /** The first picture (or film, or sound) that it brought; null where there is none yet. */
  media: Media.nullable(),
  /** A person has named its request, and can take that back. */
  attached: z.literal(true).optional(),
})
export type RunJob = z.infer<typeof RunJob>
