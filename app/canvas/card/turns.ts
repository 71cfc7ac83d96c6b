/** Does a little work in each frame, in the order in which it was requested. */
export interface Turns {
  /** Calls back on its turn; returns a function that cancels it. */
  wait(turn: () => void): () => void
}

/** @param atOnce How many turns one frame has. */
export function createTurns(nextFrame: (callback: () => void) => void, atOnce: number): Turns {
  const waiting = new Set<() => void>()
  let isRequested = false
  const runTurns = (): void => {
    isRequested = false
    const now = [...waiting].slice(0, atOnce)
    for (const turn of now) waiting.delete(turn)
    requestFrame()
    for (const turn of now) turn()
  }
  const requestFrame = (): void => {
    if (isRequested || waiting.size === 0) return
    isRequested = true
    nextFrame(runTurns)
  }
  return {
    wait(turn) {
      waiting.add(turn)
      requestFrame()
      return () => void waiting.delete(turn)
    },
  }
}
