import type { AppError } from '#shared/errors.ts'

/** A number in [0, 1), injected. */
export type Random = () => number

/** Half of a doubling delay is fixed, half is random; `attempt` counts from 1. */
export const equalJitter = (attempt: number, first: number, max: number, random: Random): number => {
  const whole = Math.min(first * 2 ** (attempt - 1), max)
  return whole / 2 + (whole / 2) * random()
}

const MIN_DELAY_MS = 100

/** All of a doubling delay is random, above 100 ms. */
export const fullJitter = (attempt: number, first: number, max: number, random: Random): number =>
  Math.max(Math.min(first * 2 ** (attempt - 1), max) * random(), MIN_DELAY_MS)

const MIN_RETRY_AFTER_MS = 250

/** The wait after a 429: what the answer requests, else 2 to 60 seconds. */
export function busyWait(error: AppError, attempt: number, random: Random): number {
  const retryAfter = error.data['retryAfter']
  // Half of it is fixed: the first wait is at least two seconds.
  if (typeof retryAfter !== 'number') return equalJitter(attempt, 4000, 60_000, random)
  // Slightly longer, so that clients with the same delay do not come back together.
  return Math.max(retryAfter, MIN_RETRY_AFTER_MS) * (1 + 0.1 * random())
}
