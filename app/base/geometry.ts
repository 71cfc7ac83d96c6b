export interface Point {
  readonly x: number
  readonly y: number
}

export interface Rect extends Point {
  readonly width: number
  readonly height: number
}

export const centreOf = ({ x, y, width, height }: Rect): Point => ({ x: x + width / 2, y: y + height / 2 })

export const contains = (outer: Rect, inner: Rect): boolean =>
  inner.x >= outer.x &&
  inner.y >= outer.y &&
  inner.x + inner.width <= outer.x + outer.width &&
  inner.y + inner.height <= outer.y + outer.height

/** The smallest rectangle that contains all of these, or null for an empty list. */
export function around(rects: readonly Rect[]): Rect | null {
  if (rects.length === 0) return null
  const x = Math.min(...rects.map((rect) => rect.x))
  const y = Math.min(...rects.map((rect) => rect.y))
  const right = Math.max(...rects.map((rect) => rect.x + rect.width))
  const bottom = Math.max(...rects.map((rect) => rect.y + rect.height))
  return { x, y, width: right - x, height: bottom - y }
}

/**
 * How far a cable's handles reach, in pixels: enough to leave a port horizontally, but never so far that short cables
 * loop.
 */
export const handleLength = (from: Point, to: Point): number => {
  const across = to.x - from.x
  return across >= 0 ? Math.min(160, Math.max(24, across / 2)) : Math.min(220, 60 + Math.abs(across) / 4)
}

/** A cable as an SVG path: out of its source to the right, into its target from the left. */
export function cablePath(from: Point, to: Point): string {
  const away = handleLength(from, to)
  return `M${from.x},${from.y}C${from.x + away},${from.y} ${to.x - away},${to.y} ${to.x},${to.y}`
}

const SAMPLES = 24

/** The point on the same curve at this fraction of its parameter. */
export function cablePoint(from: Point, to: Point, at: number): Point {
  const away = handleLength(from, to)
  const back = 1 - at
  const mix = (a: number, b: number, c: number, d: number): number =>
    back ** 3 * a + 3 * back ** 2 * at * b + 3 * back * at ** 2 * c + at ** 3 * d
  return { x: mix(from.x, from.x + away, to.x - away, to.x), y: mix(from.y, from.y, to.y, to.y) }
}

/** The shortest distance between a cable and a point, in pixels. */
export function cableDistance(from: Point, to: Point, point: Point): number {
  let nearest = Infinity
  for (let step = 0; step <= SAMPLES; step++) {
    const { x, y } = cablePoint(from, to, step / SAMPLES)
    nearest = Math.min(nearest, Math.hypot(x - point.x, y - point.y))
  }
  return nearest
}

/** The point of a cable that is nearest to another point. */
export function nearestOnCable(from: Point, to: Point, point: Point): Point {
  const points = Array.from({ length: SAMPLES + 1 }, (_, step) => cablePoint(from, to, step / SAMPLES))
  const distance = ({ x, y }: Point): number => Math.hypot(x - point.x, y - point.y)
  return points.reduce((best, other) => (distance(other) < distance(best) ? other : best))
}

/** Whether a cable passes through a rectangle. */
export function cableCrosses(from: Point, to: Point, { x, y, width, height }: Rect): boolean {
  for (let step = 0; step <= SAMPLES; step++) {
    const point = cablePoint(from, to, step / SAMPLES)
    if (point.x >= x && point.x <= x + width && point.y >= y && point.y <= y + height) return true
  }
  return false
}
