import type { Point, Rect } from '../../base/geometry.ts'

/** The gap between cards, and the distance between the positions that are tried, in pixels at 100 %. */
const GAP = 24
const STEP = 40
/** The number of rings around the wanted position that are tried. */
const RINGS = 60

/** The free position nearest to the wanted one, or the wanted one if all around it is taken. */
export function freePosition(
  occupied: readonly Rect[],
  { width, height }: { readonly width: number; readonly height: number },
  wanted: Point,
): Point {
  const isFree = ({ x, y }: Point): boolean =>
    occupied.every(
      (rect) =>
        x + width + GAP <= rect.x ||
        rect.x + rect.width + GAP <= x ||
        y + height + GAP <= rect.y ||
        rect.y + rect.height + GAP <= y,
    )
  for (let ring = 0; ring <= RINGS; ring++) {
    const free = around(ring, wanted).filter(isFree)
    const [nearest] = free.toSorted((one, other) => distance(one, wanted) - distance(other, wanted))
    if (nearest !== undefined) return nearest
  }
  return wanted
}

const distance = (one: Point, other: Point): number => Math.hypot(one.x - other.x, one.y - other.y)

/** The positions on the square ring at this distance, to the right and below first, because graphs grow there. */
function around(ring: number, { x, y }: Point): readonly Point[] {
  if (ring === 0) return [{ x, y }]
  const points: Point[] = []
  for (let step = ring; step >= -ring; step--)
    points.push(
      { x: x + ring * STEP, y: y + step * STEP },
      { x: x + step * STEP, y: y + ring * STEP },
      { x: x - ring * STEP, y: y + step * STEP },
      { x: x + step * STEP, y: y - ring * STEP },
    )
  return points
}
