/** A queue with a limit on how many of its entries are under way. */
export interface Lane<T> {
  /** Queues an entry; it starts at once when there is room. */
  push(entry: T): void
  /** Tells that an entry which was started has ended. */
  release(): void
  /** Takes the entries that `which` names out of the queue; they are not started. */
  drain(which: (entry: T) => boolean): readonly T[]
}

/**
 * At most `limit` entries are under way, and at least one. They start first in, first out. `start` may end its entry at once, and push others, here or on another lane, without
 * the stack growing: whoever is starting entries goes on with them.
 */
export function createLane<T>(limit: number, start: (entry: T) => void): Lane<T> {
  const room = limit >= 1 ? limit : 1
  let queue: T[] = []
  let head = 0
  let underWay = 0
  let starting = false
  const startAll = (): void => {
    if (starting) return
    starting = true
    while (underWay < room && head < queue.length) {
      const entry = queue[head] as T // the loop's condition: it is there
      head++
      underWay++
      start(entry)
    }
    if (head === queue.length) {
      queue = []
      head = 0
    }
    starting = false
  }
  return {
    push(entry) {
      queue.push(entry)
      startAll()
    },
    release() {
      underWay--
      startAll()
    },
    drain(which) {
      const taken: T[] = []
      const kept: T[] = []
      for (const entry of queue.slice(head)) (which(entry) ? taken : kept).push(entry)
      queue = kept
      head = 0
      return taken
    },
  }
}
