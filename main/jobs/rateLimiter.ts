import type { Clock } from '#shared/services.ts'

/** Lets one call at a time through, the more urgent ones first. */
export interface RateLimiter {
  /**
   * Resolves when it is one's turn: before everybody of a higher `urgency` (0 is the most urgent), after those of the
   * same who came earlier. Rejects with `signal.reason`.
   */
  pass(urgency: number, signal?: AbortSignal): Promise<void>
}

export interface RateLimiterOptions {
  readonly clock: Pick<Clock, 'sleep'>
  /** How many go through in a second: each a whole part of it after the one before, so that no second has more. */
  readonly rate: number
}

export function createRateLimiter({ clock, rate }: RateLimiterOptions): RateLimiter {
  /** By urgency, those who wait, each with what lets it through. */
  const lines: Set<() => void>[] = []
  let turning = false

  async function turn(): Promise<void> {
    turning = true
    for (let next = mostUrgent(lines); next !== undefined; next = mostUrgent(lines)) {
      next()
      await clock.sleep(1000 / rate)
    }
    turning = false
  }

  return {
    pass(urgency, signal) {
      const { promise, resolve, reject } = Promise.withResolvers<void>()
      // The contract of a wait: what it rejects with is the signal's reason, whatever that is.
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

function mostUrgent(lines: readonly ReadonlySet<() => void>[]): (() => void) | undefined {
  for (const line of lines) for (const first of line) return first
  return undefined
}
