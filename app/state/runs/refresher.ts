/** Asks a question whenever its answer may have changed, one at a time. */
export interface Refresher {
  /** What is asked about has changed: it is asked when nothing has for `quiet` milliseconds. */
  changed(): void
  /** What the answer depends on has moved on: it is asked within `quiet` milliseconds, however much goes on. */
  movedOn(): void
  stop(): void
}

export interface RefresherOptions {
  /** Resolves when the answer has been heard; never rejects. */
  readonly refresh: () => Promise<void>
  readonly delay: number
  readonly setTimer: (call: () => void, milliseconds: number) => number
  readonly clearTimer: (timer: number) => void
}

/** While a question is under way no other is asked: one more after it says how things are by then. */
export function createRefresher({ refresh, delay, setTimer, clearTimer }: RefresherOptions): Refresher {
  let timer: number | null = null
  let isRefreshing = false
  let isStopped = false

  function wait(): void {
    timer = setTimer(() => {
      timer = null
      // It is due again when the answer is there.
      if (isRefreshing) wait()
      else void refreshNow()
    }, delay)
  }

  async function refreshNow(): Promise<void> {
    isRefreshing = true
    await refresh()
    isRefreshing = false
  }

  return {
    changed() {
      if (timer !== null) clearTimer(timer)
      if (!isStopped) wait()
    },
    movedOn() {
      if (timer === null && !isStopped) wait()
    },
    stop() {
      isStopped = true
      if (timer !== null) clearTimer(timer)
      timer = null
    },
  }
}
