/** Rests of a run between two pieces of work, so that whatever else waits for its thread has its turn. */
export interface Pause {
  /** Whether nothing may start now. Asked before each piece of work. */
  isHeld(): boolean
}

/** `rest` answers with what to wait for, or undefined where there is time for more. `goOn` is called when a rest is over. */
export function createPause(rest: (() => Promise<void> | undefined) | undefined, goOn: () => void): Pause {
  let resting = false
  return {
    isHeld() {
      if (resting) return true
      const over = rest?.()
      if (over === undefined) return false
      resting = true
      void over.then(() => {
        resting = false
        goOn()
      })
      return true
    },
  }
}
