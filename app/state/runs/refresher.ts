/** Asks a question whenever its answer may have changed, one request at a time. */
export interface Refresher {
  /** The subject has changed: asks when nothing has changed for `quiet` milliseconds. */
  changed(): void
  /** Something that the answer depends on has progressed: asks within `quiet` milliseconds, however much happens. */
  movedOn(): void
  stop(): void
}

export interface RefresherOptions {
  /** Resolves when the answer has been handled; never rejects. */
  readonly refresh: () => Promise<void>
  readonly delay: number
  readonly setTimer: (call: () => void, milliseconds: number) => number
  readonly clearTimer: (timer: number) => void
}

/** While a request is pending no other is sent: one more after it fetches the state of that time. */
export function createRefresher({ refresh, delay, setTimer, clearTimer }: RefresherOptions): Refresher {
  let timer: number | null = null
  let isRefreshing = false
  let isStopped = false

  function wait(): void {
    timer = setTimer(() => {
      timer = null
      // It is due again when the answer has arrived.
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
