/** Asks a question whenever its answer may have changed, one at a time. */
export interface Asker {
  /** What is asked about has changed: it is asked when nothing has for `quiet` milliseconds. */
  changed(): void
  /** What the answer depends on has moved on: it is asked within `quiet` milliseconds, however much goes on. */
  movedOn(): void
  stop(): void
}

export interface AskerOptions {
  /** Resolves when the answer has been heard; never rejects. */
  readonly ask: () => Promise<void>
  readonly quiet: number
  readonly setTimer: (call: () => void, milliseconds: number) => number
  readonly clearTimer: (timer: number) => void
}

/** While a question is under way no other is asked: one more after it says how things are by then. */
export function createAsker({ ask, quiet, setTimer, clearTimer }: AskerOptions): Asker {
  let timer: number | null = null
  let isAsking = false
  let isStopped = false

  function wait(): void {
    timer = setTimer(() => {
      timer = null
      // It is due again when the answer is there.
      if (isAsking) wait()
      else void askNow()
    }, quiet)
  }

  async function askNow(): Promise<void> {
    isAsking = true
    await ask()
    isAsking = false
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
