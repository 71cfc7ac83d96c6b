/** Pauses of a run between two pieces of work, so that other work on its thread has its turn. */
export interface Pause {
  /** Whether nothing may start now. Called before each piece of work. */
  isHeld(): boolean
}

/** `rest` returns what to wait for, or undefined if there is time for more. `goOn` is called when a pause is over. */
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
