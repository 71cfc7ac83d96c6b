import type { Item } from './work.ts'

/** Shares equal work of a run: one item does it, the others wait outside the lanes for its result. */
export interface Sharing {
  /** Whether the item must do the work itself; if not, it waits for the one that does. */
  join(item: Item): boolean
  /** The work of an item has ended: returns the items that waited for it. */
  end(item: Item): readonly Item[]
  /** Removes the waiting items that `which` selects. */
  leave(which: (item: Item) => boolean): readonly Item[]
}

/** Items share work if they have the same key; one without a key works by itself. */
export function createSharing(): Sharing {
  /** By key of what is queued or in progress: the items that wait for it. */
  const waiting = new Map<string, Item[]>()
  /** The total number of waiting items: a cancelled run asks once per step, and mostly there are none. */
  let count = 0
  return {
    join(item) {
      if (item.key === null) return true
      const others = waiting.get(item.key)
      if (others?.push(item) !== undefined) count++
      if (others === undefined) waiting.set(item.key, [])
      return others === undefined
    },
    end({ key }) {
      if (key === null) return []
      const others = waiting.get(key) ?? []
      waiting.delete(key)
      count -= others.length
      return others
    },
    leave(which) {
      const gone: Item[] = []
      if (count === 0) return gone
      for (const [key, others] of waiting) {
        if (others.length === 0) continue
        waiting.set(
          key,
          others.filter((item) => !which(item)),
        )
        for (const item of others) if (which(item)) gone.push(item)
      }
      count -= gone.length
      return gone
    },
  }
}
