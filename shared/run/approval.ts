import { z } from 'zod'
import { Mode } from '../catalogue/mode.ts'

/**
 * The estimated cost of a run: `jobs` would be submitted, or more if `atLeast`; `known` are cached, `underWay` are open
 * and joined. `cost` is what those with a known price will cost, and what others cost at least, in US dollars; null if
 * nothing is known. `unpriced` counts the jobs that may cost more, of which only that is known, or nothing.
 */
export const RunForecast = z.object({
  mode: Mode,
  jobs: z.int().nonnegative(),
  atLeast: z.boolean(),
  known: z.int().nonnegative(),
  underWay: z.int().nonnegative(),
  cost: z.number().nullable(),
  unpriced: z.int().nonnegative(),
  /** How many jobs are unknown: they are not submitted again. Absent if there are none. */
  unknown: z.int().positive().optional(),
  /** How often nodes of this machine would work or ask the user, which is free. Absent if they would not. */
  local: z.int().positive().optional(),
})
export type RunForecast = z.infer<typeof RunForecast>

/** What the user has approved for a run: the numbers of the forecast that was shown. */
export const Approval = RunForecast.pick({ cost: true, unpriced: true, atLeast: true })
export type Approval = z.infer<typeof Approval>

/** How many jobs without a known price may run without an approval. */
export const MAX_UNPRICED = 10

/** Amounts that are displayed equally are equal: a sum of many prices is not exact. In US dollars. */
const EXACT = 1e-6

/** Whether a run needs the user's approval: above `limit` (US dollars), or with many jobs without a known price. */
export const needsApproval = ({ mode, cost, unpriced }: RunForecast, limit: number): boolean =>
  mode === 'live' && ((cost ?? 0) > limit || unpriced > MAX_UNPRICED)

/** Whether an approval covers a run: the user agreed to the numbers that were shown, and to no more. */
export const isCovered = (forecast: RunForecast, approved: Approval | undefined): boolean =>
  approved !== undefined &&
  (forecast.cost ?? 0) <= (approved.cost ?? 0) + EXACT &&
  forecast.unpriced <= approved.unpriced &&
  (approved.atLeast || !forecast.atLeast)
