import type { AppError } from '#shared/errors.ts'

/** A number in [0, 1), lent in. */
export type Random = () => number

/** Half of a doubling delay is sure, half is left to chance; `attempt` counts from 1. */
export const equalJitter = (attempt: number, first: number, max: number, random: Random): number => {
  const whole = Math.min(first * 2 ** (attempt - 1), max)
  return whole / 2 + (whole / 2) * random()
}

const MIN_DELAY_MS = 100

/** All of a doubling delay is left to chance, but 100 ms. */
export const fullJitter = (attempt: number, first: number, max: number, random: Random): number =>
  Math.max(Math.min(first * 2 ** (attempt - 1), max) * random(), MIN_DELAY_MS)

const MIN_RETRY_AFTER_MS = 250

/** The wait after a 429: what the answer asks for, else 2 to 60 seconds. */
export function busyWait(error: AppError, attempt: number, random: Random): number {
  const retryAfter = error.data['retryAfter']
  // Half of it is sure: the first wait is two seconds at the least.
  if (typeof retryAfter !== 'number') return equalJitter(attempt, 4000, 60_000, random)
  // A little more, so that all who were told the same do not come back together.
  return Math.max(retryAfter, MIN_RETRY_AFTER_MS) * (1 + 0.1 * random())
}
