/** Work that several wait for. It goes on as long as one of them does. */
export interface SharedWork<T, U> {
  /**
   * Waits for the work; `onUpdate` is told what was told last, and all that follows. When `signal` is aborted the waiter
   * leaves with its reason; the last one to leave aborts the work instead, and leaves with what comes of that.
   */
  join(waiter: { readonly signal: AbortSignal; onUpdate(update: U): void }): Promise<T>
  /** Ends the work with this reason, whoever waits for it. */
  stop(reason: unknown): void
  /** Whether somebody waits for it now. */
  readonly waitedFor: boolean
  /** Whether everybody has left, so that nobody new can join. */
  readonly abandoned: boolean
  /** Resolves when the work has come to its end, whichever. */
  readonly ended: Promise<void>
}

/**
 * Starts `work`, once whoever calls has the promise of it in hand. When `outer` is aborted, so is the work, whoever waits.
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
  // Each waiter hears of the end by itself; this keeps an end that nobody waits for from ending the process.
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
        // At once: one signal may send several away in one go.
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
