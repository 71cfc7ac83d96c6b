/** Runs one piece of work after the other, in order; a failure does not stop the next. */
export function createTurns(): <T>(work: () => Promise<T>) => Promise<T> {
  const over = (): void => {}
  let last: Promise<unknown> = Promise.resolve()
  return (work) => {
    const mine = last.then(work)
    // Its caller gets its error.
    last = mine.then(over, over)
    return mine
  }
}
