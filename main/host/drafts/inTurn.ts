/** Runs one piece of work after the other, in the order in which they came; one that fails holds up none. */
export function createTurns(): <T>(work: () => Promise<T>) => Promise<T> {
  const over = (): void => {}
  let last: Promise<unknown> = Promise.resolve()
  return (work) => {
    const mine = last.then(work)
    // Whoever asked for it hears of its failure.
    last = mine.then(over, over)
    return mine
  }
}
