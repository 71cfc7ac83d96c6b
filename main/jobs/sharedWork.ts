/** Work that several callers wait for. It continues as long as one of them does. */
export interface SharedWork<T, U> {
  /**
   * Waits for the work; `onUpdate` is called with the latest update and all that follow. When `signal` is aborted the
   * waiter leaves with its reason; the last one to leave aborts the work instead, and leaves with the work's outcome.
   */
  join(waiter: { readonly signal: AbortSignal; onUpdate(update: U): void }): Promise<T>
  /** Ends the work with this reason, even with waiters. */
  stop(reason: unknown): void
  /** Whether it has waiters. */
  readonly waitedFor: boolean
  /** Whether all have left, so that nobody new can join. */
  readonly abandoned: boolean
  /** Resolves when the work has ended, with any outcome. */
  readonly ended: Promise<void>
}

/**
 * Starts `work` after the caller has received its promise. When `outer` is aborted, so is the work, even with waiters.
 */
export function createSharedWork<T, U>(
  work: (signal: AbortSignal, notify: (update: U) => void) => Promise<T>,
  outer?: AbortSignal,
): SharedWork<T, U> {
  const controller = new AbortController()
  const abort = (): void => controller.abort(outer?.reason)
  if (outer?.aborted === true) abort()
  outer?.addEventListener('abort', abort, { once: true })
  const listeners = new Set<(update: U) => void>()
  let last: { readonly update: U } | null = null
  const notify = (update: U): void => {
    last = { update }
    for (const listener of listeners) listener(update)
  }
  const done = Promise.resolve().then(() => work(controller.signal, notify))
  // Each waiter gets the end itself; this prevents an unhandled rejection without waiters.
  const over = (): void => {}
  const ended = done.then(over, over)
  void ended.then(() => outer?.removeEventListener('abort', abort))

  return {
    get abandoned() {
      return controller.signal.aborted
    },
    get waitedFor() {
      return listeners.size > 0
    },
    ended,
    stop: (reason) => controller.abort(reason),
    async join({ signal, onUpdate }) {
      if (signal.aborted) throw signal.reason
      const listener = (update: U): void => onUpdate(update)
      const { promise: left, reject: leave } = Promise.withResolvers<never>()
      const onAbort = (): void => {
        if (listeners.size === 1) return controller.abort(signal.reason)
        // At once: one signal may remove several waiters together.
        listeners.delete(listener)
        leave(signal.reason)
      }
      listeners.add(listener)
      if (last !== null) onUpdate(last.update)
      signal.addEventListener('abort', onAbort, { once: true })
      try {
        return await Promise.race([done, left])
      } finally {
        signal.removeEventListener('abort', onAbort)
        listeners.delete(listener)
      }
    },
  }
}
