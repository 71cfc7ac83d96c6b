/** A queue with a limit on how many of its entries are in progress. */
export interface Lane<T> {
  /** Queues an entry; it starts at once if there is room. */
  push(entry: T): void
  /** The same for several: none of them starts before all are queued. */
  pushAll(entries: readonly T[]): void
  /** Reports that a started entry has ended. */
  release(): void
  /** Removes the entries that `which` selects from the queue; they do not start. */
  drain(which: (entry: T) => boolean): readonly T[]
  /** Starts the entries that have room, if it was held. */
  goOn(): void
  /** Whether it is starting entries. */
  isStarting(): boolean
}

export interface LaneOptions {
  /** Called before each start: while it holds, nothing starts, and `goOn` resumes. */
  readonly isHeld?: () => boolean
  /** Called each time all entries with room have started. */
  readonly onIdle?: () => void
}

/**
 * At most `limit` entries are in progress, and at least one. They start first in, first out. `start` may end its entry
 * at once, and push others, here or on another lane, without the stack growing: the loop that is starting entries
 * continues with them.
 */
export function createLane<T>(
  limit: number,
  start: (entry: T) => void,
  { isHeld = () => false, onIdle: onQuiet }: LaneOptions = {},
): Lane<T> {
  const room = limit >= 1 ? limit : 1
  let queue: T[] = []
  let head = 0
  let underWay = 0
  let starting = false
  const startAll = (): void => {
    if (starting) return
    starting = true
    while (underWay < room && head < queue.length && !isHeld()) {
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
    onQuiet?.()
  }
  return {
    push(entry) {
      queue.push(entry)
      startAll()
    },
    pushAll(entries) {
      for (const entry of entries) queue.push(entry)
      startAll()
    },
    release() {
      underWay--
      startAll()
    },
    drain(which) {
      const taken: T[] = []
      const remaining: T[] = []
      for (const entry of queue.slice(head)) (which(entry) ? taken : remaining).push(entry)
      queue = remaining
      head = 0
      return taken
    },
    goOn: startAll,
    isStarting: () => starting,
  }
}
