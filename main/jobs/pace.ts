import type { AppError } from '#shared/errors.ts'
import type { Phase } from '#main/runcomfy/phase.ts'

/** A number in [0, 1), lent in. */
export type Random = () => number

export interface PollMoment {
  /** Milliseconds since the engine took the job. */
  readonly elapsed: number
  readonly phase: Phase
  readonly queuePosition: number | null
  /** How long this endpoint usually takes, in milliseconds, or null while nobody knows. */
  readonly expected: number | null
}

const QUICKEST = 100
const SLOWEST = 5000
/** How much of the time that has passed is waited once more: so far, so late the answer may be. */
const SHARE = 0.11
/** Looks on the way to the expected end, as parts of it: they bound the harm of a wrong expectation. */
const GUARDS = [0.25, 0.5, 0.95]

const within = (milliseconds: number): number => Math.min(Math.max(milliseconds, QUICKEST), SLOWEST)

/**
 * Delay before the next status call, in milliseconds: 100 to 5,000, longer only on the way to an expected end. Grows with
 * the time that has passed, doubles behind others in the queue, varies by a tenth either way.
 */
export function nextPoll({ elapsed, phase, queuePosition, expected }: PollMoment, random: Random): number {
  const passed = Math.max(elapsed, 0)
  const jitter = 0.9 + 0.2 * random()
  const guard = GUARDS.map((part) => part * (expected ?? 0)).find((at) => at >= passed + QUICKEST)
  if (guard !== undefined && phase !== 'completed') return Math.max((guard - passed) * jitter, QUICKEST)
  const late = expected === null ? passed * SHARE : Math.max(expected * 0.04, (passed - expected) * SHARE)
  const behind = phase === 'waiting' && (queuePosition ?? 0) > 1 ? 2 : 1
  return Math.max(within(within(late) * behind) * jitter, QUICKEST)
}

/** Half of a doubling delay is sure, half is left to chance; `attempt` counts from 1. */
export const equalJitter = (attempt: number, first: number, most: number, random: Random): number => {
  const whole = Math.min(first * 2 ** (attempt - 1), most)
  return whole / 2 + (whole / 2) * random()
}

/** All of a doubling delay is left to chance, but 100 ms. */
export const fullJitter = (attempt: number, first: number, most: number, random: Random): number =>
  Math.max(Math.min(first * 2 ** (attempt - 1), most) * random(), QUICKEST)

const SHORTEST_ASKED = 250

/** The wait after a 429: what the answer asks for, else 2 to 60 seconds. */
export function busyWait(error: AppError, attempt: number, random: Random): number {
  const asked = error.data['retryAfter']
  if (typeof asked !== 'number') return equalJitter(attempt, 2000, 60_000, random)
  // A little more, so that all who were told the same do not come back together.
  return Math.max(asked, SHORTEST_ASKED) * (1 + 0.1 * random())
}
