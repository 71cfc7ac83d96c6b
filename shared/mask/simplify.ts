/** A point on a drawn line, in pixels; `radius` is half the brush's width there. */
export interface Dab {
  readonly x: number
  readonly y: number
  readonly radius: number
}

/**
 * The same line with fewer points: none that is left out is farther from the line than `tolerance`, in pixels, in
 * position or in radius. The ends stay. Douglas-Peucker without recursion.
 */
export function simplify<P extends Dab>(points: readonly P[], tolerance: number): readonly P[] {
  if (points.length < 3) return points
  const keep = new Uint8Array(points.length)
  keep[0] = 1
  keep[points.length - 1] = 1
  const open: (readonly [number, number])[] = [[0, points.length - 1]]
  for (let stretch = open.pop(); stretch !== undefined; stretch = open.pop()) {
    const [first, last] = stretch
    const [from, to] = [points[first], points[last]]
    if (from === undefined || to === undefined) continue
    let farthest = first
    let worst = tolerance * tolerance
    for (let index = first + 1; index < last; index += 1) {
      const point = points[index]
      const away = point === undefined ? 0 : squaredDistance(point, from, to)
      if (away > worst) {
        worst = away
        farthest = index
      }
    }
    if (farthest === first) continue
    keep[farthest] = 1
    open.push([first, farthest], [farthest, last])
  }
  return points.filter((_, index) => keep[index] === 1)
}

/** The distance from a point to the segment between two others, in position and radius alike. */
function squaredDistance(point: Dab, from: Dab, to: Dab): number {
  const [dx, dy, dr] = [to.x - from.x, to.y - from.y, to.radius - from.radius]
  const [px, py, pr] = [point.x - from.x, point.y - from.y, point.radius - from.radius]
  const length = dx * dx + dy * dy + dr * dr
  const share = length === 0 ? 0 : Math.min(1, Math.max(0, (px * dx + py * dy + pr * dr) / length))
  const [ax, ay, ar] = [px - share * dx, py - share * dy, pr - share * dr]
  return ax * ax + ay * ay + ar * ar
}
