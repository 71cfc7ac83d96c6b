/** Waits for something to become so, without looking again and again. */
export interface Watch {
  /** Resolves with the first value of `look` that is not null: at once, or after the change that made it so. Rejects
   *  with `signal`'s reason when that aborts, and when the watch is closed. */
  until<T>(look: () => T | null, signal?: AbortSignal): Promise<T>
  /** Has everybody who waits look again. */
  changed(): void
  /** Ends every wait, and those that begin later. */
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
      // A check that is done leaves the set, which a set allows while it is gone through.
      for (const check of waiting) check()
    },
    close: () => closing.abort(new Error('The practice engine was closed.')),
  }
}
