import type { Clock } from '#shared/services.ts'

/** A share of requests per second, for all calls to one account together. */
export interface TokenBucket {
  /** Resolves when a request may go out. Rejects with `signal.reason`. */
  acquire(signal?: AbortSignal): Promise<void>
}

export interface TokenBucketOptions {
  readonly clock: Clock
  /** Requests a second in the long run. */
  readonly rate: number
  /** Requests that may go out at once after a rest. */
  readonly burst: number
}

/** A token bucket. Those who have to wait go out in the order in which they came, evenly. */
export function createTokenBucket({ clock, rate, burst }: TokenBucketOptions): TokenBucket {
  const each = 1000 / rate
  const slack = burst * each
  /** When all that was given out is earned again, in wall-clock milliseconds. */
  let earned = Number.NEGATIVE_INFINITY
  let waiting = 0
  return {
    async acquire(signal) {
      const now = clock.now()
      // No further ahead than what was given out explains: a clock that was set back makes nobody wait for it.
      const latest = now + slack + waiting * each
      earned = Math.min(Math.max(earned, now), latest) + each
      const wait = earned - now - slack
      if (wait <= 0) return
      waiting++
      try {
        await clock.sleep(wait, signal)
      } finally {
        waiting--
      }
    },
  }
}
