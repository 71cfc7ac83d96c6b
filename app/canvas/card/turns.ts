/** Work that is done one by one, each in a frame of its own, in the order in which it was asked for. */
export interface Turns {
  /** Calls back when it is its turn; answers with the way to give it up. */
  wait(turn: () => void): () => void
}

export function createTurns(nextFrame: (callback: () => void) => void): Turns {
  const waiting = new Set<() => void>()
  let asked = false
  const take = (): void => {
    asked = false
    const [turn] = waiting
    if (turn === undefined) return
    waiting.delete(turn)
    ask()
    turn()
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
