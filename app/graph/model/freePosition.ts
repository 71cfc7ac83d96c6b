import type { Point, Rect } from '../../base/geometry.ts'

/** The gap between a card and its neighbours, and the grid of positions that are tried, in pixels. */
const GAP = 16
const STEP = 32
/** The search distance, in grid steps to each side. */
const FAR = 40

/** Offsets from a position, nearest first; between equal ones to the right, then down. */
const ways: readonly Point[] = Array.from({ length: (2 * FAR + 1) ** 2 }, (_, at) => ({
  x: ((at % (2 * FAR + 1)) - FAR) * STEP,
  y: (Math.floor(at / (2 * FAR + 1)) - FAR) * STEP,
})).toSorted(
  (one, other) => one.x ** 2 + one.y ** 2 - other.x ** 2 - other.y ** 2 || other.x - one.x || other.y - one.y,
)

/** The position nearest to the wanted one where a card covers no other; the wanted one if there is none. */
export function freePosition({ x, y, width, height }: Rect, occupied: readonly Rect[]): Point {
  const isFree = ({ x: left, y: top }: Point): boolean =>
    occupied.every(
      (other) =>
        left >= other.x + other.width + GAP ||
        left + width + GAP <= other.x ||
        top >= other.y + other.height + GAP ||
        top + height + GAP <= other.y,
    )
  const wanted = { x, y }
  const way = ways.find((by) => isFree({ x: x + by.x, y: y + by.y }))
  return way === undefined ? wanted : { x: x + way.x, y: y + way.y }
}
