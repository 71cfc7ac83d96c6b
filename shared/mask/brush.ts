import type { Grey, Rect } from './grey.ts'
import { clip } from './grey.ts'
import type { Dab } from './simplify.ts'
import { valueAt } from './valueAt.ts'

/**
 * Adds the segment between two dabs to the coverage of a stroke: the maximum of both counts, so that a stroke that
 * crosses itself is not darker there, and the order of segments does not matter. `hardness` from 0, which fades from
 * the middle on, to 1, which ends at the edge; the edge is always smooth. Returns the pixels that may have changed.
 */
export function drawSegment(coverage: Grey, from: Dab, to: Dab, hardness: number): Rect {
  const reach = Math.max(from.radius, to.radius) + 0.5
  const rect = clip(
    Math.min(from.x, to.x) - reach,
    Math.min(from.y, to.y) - reach,
    Math.max(from.x, to.x) + reach,
    Math.max(from.y, to.y) + reach,
    coverage,
  )
  const { width, data } = coverage
  const dx = to.x - from.x
  const dy = to.y - from.y
  const dr = to.radius - from.radius
  const squared = dx * dx + dy * dy
  const inverse = squared === 0 ? 0 : 1 / squared
  // Along a row, the segment is within this distance of the line through both dabs.
  const slope = dy === 0 ? 0 : dx / dy
  const half = dy === 0 ? Infinity : (reach * Math.sqrt(squared)) / Math.abs(dy)
  for (let y = rect.top; y < rect.bottom; y += 1) {
    const py = y + 0.5 - from.y
    const middle = from.x + py * slope
    const first = Math.max(rect.left, Math.floor(middle - half))
    const last = Math.min(rect.right, Math.ceil(middle + half))
    const rise = py * dy
    for (let x = first, at = y * width + first; x < last; x += 1, at += 1) {
      const before = valueAt(data, at)
      if (before === 255) continue
      const px = x + 0.5 - from.x
      let share = (px * dx + rise) * inverse
      share = share < 0 ? 0 : share > 1 ? 1 : share
      const ax = px - share * dx
      const ay = py - share * dy
      const away = ax * ax + ay * ay
      const radius = from.radius + share * dr
      const outer = radius + 0.5
      if (away >= outer * outer) continue
      const covered = coverAt(away, radius, outer, hardness)
      if (covered > before) data[at] = covered
    }
  }
  return rect
}

/** The coverage of a pixel, from 0 to 255, by the square of its distance from the middle. */
function coverAt(away: number, radius: number, outer: number, hardness: number): number {
  const fade = Math.max(1, radius * (1 - hardness) + 0.5)
  // A brush thinner than a pixel covers less of it.
  const peak = radius < 0.5 ? radius * 510 : 255
  const inner = outer - fade
  if (inner > 0 && away <= inner * inner) return Math.round(peak)
  const depth = Math.min(1, (outer - Math.sqrt(away)) / fade)
  return Math.round(peak * depth * depth * (3 - 2 * depth))
}

/** A whole stroke: a dot at its start, and the segment to each further point. */
export function drawStroke(coverage: Grey, dabs: readonly Dab[], hardness: number): readonly Rect[] {
  return dabs.map((dab, index) => drawSegment(coverage, dabs[Math.max(0, index - 1)] ?? dab, dab, hardness))
}
