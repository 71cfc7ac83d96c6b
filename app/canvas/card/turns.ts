/** Work that is done a little in each frame, in the order in which it was asked for. */
export interface Turns {
  /** Calls back when it is its turn; answers with the way to give it up. */
  wait(turn: () => void): () => void
}

/** @param atOnce How many have their turn in one frame. */
export function createTurns(nextFrame: (callback: () => void) => void, atOnce: number): Turns {
  const waiting = new Set<() => void>()
  let asked = false
  const take = (): void => {
    asked = false
    const now = [...waiting].slice(0, atOnce)
    for (const turn of now) waiting.delete(turn)
    ask()
    for (const turn of now) turn()
  }
  const ask = (): void => {
    if (asked || waiting.size === 0) return
    asked = true
    nextFrame(take)
  }
  return {
    wait(turn) {
      waiting.add(turn)
      ask()
      return () => void waiting.delete(turn)
    },
  }
}
