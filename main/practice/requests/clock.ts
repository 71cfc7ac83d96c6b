/** The engine's time, injected so that its queue can be tested without waiting. */
export interface PracticeClock {
  /** Milliseconds since 1970. */
  now(): number
  /** Runs `task` once after `ms` milliseconds; returns a function that cancels it. */
  after(ms: number, task: () => void): () => void
}

export const systemClock: PracticeClock = {
  now: () => Date.now(),
  after: (ms, task) => {
    // The engine's timers keep no process running: only its listener does.
    const timer = setTimeout(task, ms).unref()
    return () => clearTimeout(timer)
  },
}

/** Resolves after `ms` milliseconds. */
export const pause = (clock: PracticeClock, ms: number): Promise<void> =>
  new Promise((resolve) => {
    clock.after(ms, resolve)
  })
