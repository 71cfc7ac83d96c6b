/** Waiting entries, the next one first. */
export interface FifoQueue<T extends { readonly id: string }> {
  readonly all: readonly T[]
  add(one: T, first: boolean): void
  /** Takes the next entry: the first that is allowed. */
  next(may?: (one: T) => boolean): T | null
  find(id: string): T | null
  /** Returns whether there was one to remove. */
  remove(id: string): boolean
  /** Moves to a position from 0; a position behind the end is the end. Returns whether there was one to move. */
  move(id: string, position: number): boolean
}

export function createFifoQueue<T extends { readonly id: string }>(): FifoQueue<T> {
  let line: readonly T[] = []
  const without = (id: string): readonly T[] => line.filter((one) => one.id !== id)
  return {
    get all() {
      return line
    },
    add(one, first) {
      line = first ? [one, ...line] : [...line, one]
    },
    next(may = () => true) {
      const one = line.find(may) ?? null
      line = line.filter((each) => each !== one)
      return one
    },
    find: (id) => line.find((one) => one.id === id) ?? null,
    remove(id) {
      const before = line.length
      line = without(id)
      return line.length < before
    },
    move(id, position) {
      const one = line.find((each) => each.id === id)
      if (one === undefined) return false
      line = without(id).toSpliced(position, 0, one)
      return true
    },
  }
}
