import type { AppError } from '#shared/errors.ts'
import type { Random } from './jitter.ts'
import { busyWait, equalJitter, fullJitter } from './jitter.ts'

/** What to do after a failed call: retry after this many milliseconds, or not. */
export type Reaction = { readonly wait: number } | 'give up'

/** Consecutive failures, by kind. */
export interface Failures {
  readonly busy: number
  readonly broken: number
  readonly missing: number
  /** The time of the first one, in wall-clock milliseconds, or null. */
  readonly since: number | null
}

export const noFailures: Failures = { busy: 0, broken: 0, missing: 0, since: null }

/** `failures` plus one more. */
export function countFailure(failures: Failures, error: AppError, now: number): Failures {
  const { busy, broken, missing } = failures
  const since = failures.since ?? now
  if (error.code === 'engine.busy') return { busy: busy + 1, broken, missing, since }
  if (error.code === 'job.lost') return { busy, broken, missing: missing + 1, since }
  return { busy, broken: broken + 1, missing, since }
}

const BUSY_SUBMITS = 8
const UNREACHABLE_SUBMITS = 3

/** After a submit that certainly had no effect. Any other is never retried automatically. */
export function afterSubmit(failures: Failures, error: AppError, random: Random): Reaction {
  if (error.code === 'engine.busy' && failures.busy <= BUSY_SUBMITS) {
    return { wait: busyWait(error, failures.busy, random) }
  }
  if (error.code === 'engine.unreachable' && failures.broken <= UNREACHABLE_SUBMITS) {
    return { wait: equalJitter(failures.broken, 500, 4000, random) }
  }
  return 'give up'
}

/** Waits between the five reads of a request that the engine says it does not know: 110 seconds in all. */
const MISSING_WAITS = [5000, 15_000, 30_000, 60_000]

/**
 * After a status or result call. A busy engine is retried without limit, a broken or unreachable one for `patience`
 * milliseconds in a row; one that does not know the request five times in two minutes.
 */
export function afterRead(
  failures: Failures,
  error: AppError,
  { now, patience, random }: { readonly now: number; readonly patience: number; readonly random: Random },
): Reaction {
  switch (error.code) {
    case 'engine.busy':
      return { wait: busyWait(error, failures.busy, random) }
    case 'engine.failed':
    case 'engine.unreachable': {
      const over = now - (failures.since ?? now) >= patience
      return over ? 'give up' : { wait: fullJitter(failures.broken, 1000, 30_000, random) }
    }
    case 'job.lost': {
      const wait = MISSING_WAITS[failures.missing - 1]
      return wait === undefined ? 'give up' : { wait: wait * (0.9 + 0.1 * random()) }
    }
    default:
      return 'give up'
  }
}
