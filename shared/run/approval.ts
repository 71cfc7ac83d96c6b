import type { Approval, RunForecast } from '../api/records.ts'

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
