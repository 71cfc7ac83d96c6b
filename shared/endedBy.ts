/** For `catch` after a wait: returns if `signal` ended the wait, and rethrows everything else. */
export const endedBy =
  (signal: AbortSignal) =>
  (thrown: unknown): void => {
    if (!signal.aborted) throw thrown
  }
