/** For `catch` after a wait: takes the end of the wait by `signal` as its end, and throws everything else again. */
export const endedBy =
  (signal: AbortSignal) =>
  (thrown: unknown): void => {
    if (!signal.aborted) throw thrown
  }
