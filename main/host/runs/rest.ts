/**
 * How long a run occupies this thread before others have their turn, in milliseconds, and how many pieces it does in
 * any case.
 */
const TURN_MS = 25
const AT_LEAST = 20

/**
 * Decides when long work on this thread pauses: called before each piece, it returns a promise if the turn of the event
 * loop has lasted long enough. Nothing continues once `isOver`.
 */
export function createRest(isOver: () => boolean = () => false): () => Promise<void> | undefined {
  let pieces = 0
  let since = 0
  return () => {
    if (pieces === 0) {
      since = performance.now()
      setImmediate(() => {
        pieces = 0
      }).unref()
    }
    pieces++
    if (pieces <= AT_LEAST || performance.now() - since < TURN_MS) return undefined
    return new Promise((resolve) => {
      setImmediate(() => {
        pieces = 0
        if (!isOver()) resolve()
      })
    })
  }
}
