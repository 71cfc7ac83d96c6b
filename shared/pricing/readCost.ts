import type { Json } from '../ports/value.ts'

/** The maximum plausible cost of a single job in dollars: a hundred times what the most expensive models ask. */
export const MAX_JOB_COST = 10_000

/** The cost that an engine reported for a job. `odd` is what it reported in place of a plausible amount. */
export type ReportedCost = { readonly cost: number | null; readonly odd?: Json }

/** Whether an amount is a plausible cost of a job, in US dollars: finite, not below 0, at most `MAX_JOB_COST`. */
export const isBelievable = (dollars: number): boolean =>
  Number.isFinite(dollars) && dollars >= 0 && dollars <= MAX_JOB_COST

/**
 * Reads a reported cost. An amount that is negative, not finite, implausible, or not a number is recorded but not used:
 * it counts as unknown, and no forecast uses it.
 */
export function readCost(reported: Json | undefined): ReportedCost {
  if (reported === undefined || reported === null) return { cost: null }
  const sum =
    typeof reported === 'string' && /^-?\d{1,12}(\.\d{1,20})?$/.test(reported) ? Number(reported) : reported
  if (typeof sum === 'number' && isBelievable(sum)) return { cost: sum }
  // JSON cannot represent numbers that are not finite.
  return {
    cost: null,
    odd: typeof reported === 'number' && !Number.isFinite(reported) ? String(reported) : reported,
  }
}
