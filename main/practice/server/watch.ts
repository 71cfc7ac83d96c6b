/** Waits for a condition without polling. */
export interface Watch {
  /** Resolves with the first value of `look` that is not null: at once, or after the change that made it so. Rejects
   *  with `signal`'s reason when that aborts, and when the watch is closed. */
  until<T>(look: () => T | null, signal?: AbortSignal): Promise<T>
  /** Lets all waiters check again. */
  changed(): void
  /** Ends every wait, and later ones. */
  close(): void
}

export function createWatch(): Watch {
  const waiting = new Set<() => void>()
  const closing = new AbortController()
  return {
    until: (look, signal) =>
      new Promise((resolve, reject) => {
        const ended = AbortSignal.any([closing.signal, ...(signal === undefined ? [] : [signal])])
        const leave = (): void => {
          waiting.delete(check)
          ended.removeEventListener('abort', stop)
        }
        const stop = (): void => {
          leave()
          // Both controllers abort with an error.
          reject(ended.reason as Error)
        }
        const check = (): void => {
          const found = look()
          if (found === null) return
          leave()
          resolve(found)
        }
        if (ended.aborted) return stop()
        waiting.add(check)
        ended.addEventListener('abort', stop, { once: true })
        check()
      }),
    changed() {
      // A finished check removes itself from the set, which is allowed during iteration.
      for (const check of waiting) check()
    },
    close: () => closing.abort(new Error('The practice engine was closed.')),
  }
}
