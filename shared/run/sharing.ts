import type { Item } from './work.ts'

/** What of a run is the same work: one item does it, the others wait outside the lanes for what it makes. */
export interface Sharing {
  /** Whether the item is to do the work itself; if not, it waits for the one that does. */
  join(item: Item): boolean
  /** The work of an item has ended: the items that waited for it. */
  end(item: Item): readonly Item[]
  /** Takes items that wait out of it: those that `which` names. */
  leave(which: (item: Item) => boolean): readonly Item[]
}

/** Items are the same work where they have the same key; one without a key is done by itself. */
export function createSharing(): Sharing {
  /** By key of what is queued or under way: the items that wait for it. */
  const waiting = new Map<string, Item[]>()
  /** How many wait in all: a run that is cancelled asks once per step, and mostly there are none. */
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
