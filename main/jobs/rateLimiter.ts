import type { Clock } from '#shared/services.ts'

/** Lets one call at a time through, the more urgent ones first. */
export interface RateLimiter {
  /**
   * Resolves when it is the caller's turn: before all with a higher `urgency` (0 is the most urgent), after earlier
   * ones with the same. Rejects with `signal.reason`.
   */
  pass(urgency: number, signal?: AbortSignal): Promise<void>
}

export interface RateLimiterOptions {
  readonly clock: Pick<Clock, 'sleep'>
  /**
   * The number of calls per second: each an equal part of a second after the one before, so that no second has more.
   */
  readonly rate: number
}

export function createRateLimiter({ clock, rate }: RateLimiterOptions): RateLimiter {
  /** By urgency, the waiting callers, each with its resolver. */
  const lines: Set<() => void>[] = []
  let turning = false

  async function turn(): Promise<void> {
    turning = true
    for (let next = nextByUrgency(lines); next !== undefined; next = nextByUrgency(lines)) {
      next()
      await clock.sleep(1000 / rate)
    }
    turning = false
  }

  return {
    pass(urgency, signal) {
      const { promise, resolve, reject } = Promise.withResolvers<void>()
      // The contract of a wait: it rejects with the signal's reason, whatever that is.
      const rejectNow = (): void => reject(signal?.reason as Error)
      if (signal?.aborted === true) {
        rejectNow()
        return promise
      }
      while (lines.length <= urgency) lines.push(new Set())
      const line = lines[urgency]
      const leave = (): void => {
        line?.delete(go)
        rejectNow()
      }
      const go = (): void => {
        line?.delete(go)
        signal?.removeEventListener('abort', leave)
        resolve()
      }
      line?.add(go)
      signal?.addEventListener('abort', leave, { once: true })
      if (!turning) void turn()
      return promise
    },
  }
}

function nextByUrgency(lines: readonly ReadonlySet<() => void>[]): (() => void) | undefined {
  for (const line of lines) for (const first of line) return first
  return undefined
}
