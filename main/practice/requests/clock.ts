/** Time as the engine uses it, lent in so that its queue can be tested without waiting. */
export interface PracticeClock {
  /** Milliseconds since 1970. */
  now(): number
  /** Runs `task` once after `ms` milliseconds; the function returned calls it off. */
  after(ms: number, task: () => void): () => void
}

export const systemClock: PracticeClock = {
  now: () => Date.now(),
  after: (ms, task) => {
    // Nothing waits for the engine's timers: while it listens, that alone keeps the process running.
    const timer = setTimeout(task, ms).unref()
    return () => clearTimeout(timer)
  },
}

/** Resolves after `ms` milliseconds. */
export const pause = (clock: PracticeClock, ms: number): Promise<void> =>
  new Promise((resolve) => {
    clock.after(ms, resolve)
  })
