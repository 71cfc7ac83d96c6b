import type { Budget } from './budget.ts'

/** Lets one call at a time through, as its budget allows, the more urgent ones first. */
export interface Turnstile {
  /**
   * Resolves when it is one's turn: before everybody of a higher `urgency` (0 is the most urgent), after those of the
   * same who came earlier. Rejects with `signal.reason`.
   */
  pass(urgency: number, signal?: AbortSignal): Promise<void>
}

export function createTurnstile(budget: Budget): Turnstile {
  /** By urgency, those who wait, each with what lets it through. */
  const lines: Set<() => void>[] = []
  let turning = false

  async function turn(): Promise<void> {
    turning = true
    try {
      while (lines.some(({ size }) => size > 0)) {
        await budget.take()
        // Whoever is the most urgent by now: the wait is the same for all.
        const line = lines.find(({ size }) => size > 0)
        for (const go of line ?? []) {
          line?.delete(go)
          go()
          break
        }
      }
    } finally {
      turning = false
    }
  }

  return {
    pass(urgency, signal) {
      const { promise, resolve, reject } = Promise.withResolvers<void>()
      if (signal?.aborted === true) {
        reject(signal.reason as Error)
        return promise
      }
      while (lines.length <= urgency) lines.push(new Set())
      const line = lines[urgency]
      const go = (): void => {
        signal?.removeEventListener('abort', leave)
        resolve()
      }
      const leave = (): void => {
        line?.delete(go)
        // The contract of a wait: what it rejects with is the signal's reason, whatever that is.
        reject(signal?.reason as Error)
      }
      line?.add(go)
      signal?.addEventListener('abort', leave, { once: true })
      if (!turning) void turn()
      return promise
    },
  }
}
