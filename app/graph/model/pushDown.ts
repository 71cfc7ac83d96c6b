import type { NodeRect } from './align.ts'
import type { Point } from '../../base/geometry.ts'

/** The least and the most room that is left above a card that was pushed, in pixels. */
const ROOM = { least: 8, most: 32 }

interface Growth {
  readonly x: number
  readonly right: number
  /** Where its lower edge was, and where it is. */
  readonly from: number
  readonly to: number
}

/**
 * Where cards go that lay below one that has become higher and now would lie under it; what they push in turn goes along.
 * `cards` have their present heights, `grown` says by how much which of them has grown, in pixels; what is `fixed` stays.
 */
export function pushDown(
  cards: readonly NodeRect[],
  grown: ReadonlyMap<string, number>,
  fixed: ReadonlySet<string>,
): ReadonlyMap<string, Point> {
  const positions = new Map<string, Point>()
  const growths: Growth[] = []
  for (const { id, x, y, width, height } of cards.toSorted((one, other) => one.y - other.y)) {
    let down = y
    if (!fixed.has(id))
      for (const { x: left, right, from, to } of growths) {
        const isBelow = x < right && x + width > left && y >= from
        if (!isBelow || y >= to) continue
        down = Math.max(down, to + Math.min(ROOM.most, Math.max(ROOM.least, y - from)))
      }
    if (down !== y) positions.set(id, { x, y: down })
    const before = y + height - (grown.get(id) ?? 0)
    if (down + height > before) growths.push({ x, right: x + width, from: before, to: down + height })
  }
  return positions
}
