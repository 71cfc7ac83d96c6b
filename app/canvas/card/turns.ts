/** Work that is done a little in each frame, in the order in which it was asked for. */
export interface Turns {
  /** Calls back when it is its turn; answers with the way to give it up. */
  wait(turn: () => void): () => void
}

/** @param atOnce How many have their turn in one frame. */
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
