import type { NodeRect } from './align.ts'
import type { Point } from '../../base/geometry.ts'

/** The minimum and maximum gap above a card that was pushed, in pixels. */
const ROOM = { min: 8, max: 32 }

interface Growth {
  readonly x: number
  readonly right: number
  /** Its lower edge before and after. */
  readonly from: number
  readonly to: number
}

/**
 * The new positions of cards below one that has grown and would now cover them; cards that they push in turn move too.
 * `cards` have their new heights, `grown` says by how many pixels each has grown; `fixed` cards stay.
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
        down = Math.max(down, to + Math.min(ROOM.max, Math.max(ROOM.min, y - from)))
      }
    if (down !== y) positions.set(id, { x, y: down })
    const before = y + height - (grown.get(id) ?? 0)
    if (down + height > before) growths.push({ x, right: x + width, from: before, to: down + height })
  }
  return positions
}
