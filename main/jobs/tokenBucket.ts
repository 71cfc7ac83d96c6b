import type { Clock } from '#shared/services.ts'

/** The request budget per second, shared by all calls to one account. */
export interface TokenBucket {
  /** Resolves when a request may be sent. Rejects with `signal.reason`. */
  acquire(signal?: AbortSignal): Promise<void>
}

export interface TokenBucketOptions {
  readonly clock: Clock
  /** The long-term number of requests per second. */
  readonly rate: number
  /** The number of requests that may be sent at once after a pause. */
  readonly burst: number
}

/** A token bucket. Waiting requests are sent in the order of arrival, evenly spaced. */
export function createTokenBucket({ clock, rate, burst }: TokenBucketOptions): TokenBucket {
  const each = 1000 / rate
  const slack = burst * each
  /** When the bucket is full again, in wall-clock milliseconds. */
  let earned = Number.NEGATIVE_INFINITY
  let waiting = 0
  return {
    async acquire(signal) {
      const now = clock.now()
      // Limited to what was actually taken: a clock that was set back must not cause waits.
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
