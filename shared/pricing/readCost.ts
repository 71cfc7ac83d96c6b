import type { Json } from '../ports/value.ts'

/** The most dollars that a single job is believed to cost: a hundred times what the dearest models ask, and no more. */
export const MAX_JOB_COST = 10_000

/** What an engine said that a job costs. `odd` is what it said instead of a sum that can be believed. */
export type ReportedCost = { readonly cost: number | null; readonly odd?: Json }

/** Whether a sum can be what a job cost, in US dollars: finite, not below 0, at most `MAX_JOB_COST`. */
export const isBelievable = (dollars: number): boolean =>
  Number.isFinite(dollars) && dollars >= 0 && dollars <= MAX_JOB_COST

/**
 * Reads a told cost. A sum that is below 0, not finite, absurd, or no sum at all is evidence and no number: it counts as
 * unknown, and no forecast uses it.
 */
export function readCost(reported: Json | undefined): ReportedCost {
  if (reported === undefined || reported === null) return { cost: null }
  const sum =
    typeof reported === 'string' && /^-?\d{1,12}(\.\d{1,20})?$/.test(reported) ? Number(reported) : reported
  if (typeof sum === 'number' && isBelievable(sum)) return { cost: sum }
  // JSON has no word for what is not finite.
  return {
    cost: null,
    odd: typeof reported === 'number' && !Number.isFinite(reported) ? String(reported) : reported,
  }
}
