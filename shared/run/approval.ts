import { z } from 'zod'
import { EngineName } from '../catalogue/engineName.ts'

/**
 * What a run would cost: `jobs` would be submitted, or more where `atLeast`; `known` are not needed any more, `underWay` are
 * open and joined. `cost` is what those usually cost that have told (null where none has), `unpriced` how many have not.
 */
export const RunForecast = z.object({
  engine: EngineName,
  jobs: z.int().nonnegative(),
  atLeast: z.boolean(),
  known: z.int().nonnegative(),
  underWay: z.int().nonnegative(),
  cost: z.number().nullable(),
  unpriced: z.int().nonnegative(),
  /** Of how many nobody knows whether they were accepted: they are not submitted again. Absent where there are none. */
  unknown: z.int().positive().optional(),
})
export type RunForecast = z.infer<typeof RunForecast>

/** What a person has agreed to pay for a run: the figures of the forecast that they were shown. */
export const Approval = RunForecast.pick({ cost: true, unpriced: true, atLeast: true })
export type Approval = z.infer<typeof Approval>

/** How many jobs whose price is not known are run without an approval. */
export const MAX_UNPRICED = 10

/** Amounts that are equal as they are shown are equal: a sum of many prices is not exact. In US dollars. */
const EXACT = 1e-6

/** Whether a run has to be approved by a person: above `limit` (US dollars), or with many jobs whose price is not known. */
export const needsApproval = ({ engine, cost, unpriced }: RunForecast, limit: number): boolean =>
  engine !== 'practice' && ((cost ?? 0) > limit || unpriced > MAX_UNPRICED)

/** Whether what was approved covers a run: a person agreed to the figures that were shown, and to no more. */
export const isCovered = (forecast: RunForecast, approved: Approval | undefined): boolean =>
  approved !== undefined &&
  (forecast.cost ?? 0) <= (approved.cost ?? 0) + EXACT &&
  forecast.unpriced <= approved.unpriced &&
  (approved.atLeast || !forecast.atLeast)
