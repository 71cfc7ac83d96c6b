import type { Grey, Rect } from './grey.ts'
import { clip, NOWHERE } from './grey.ts'
import { createRowCover } from './rowCover.ts'

/** In pixels, not necessarily integers; the corners are in any order. */
export interface Box {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

const upright = ({ left, top, right, bottom }: Box): Box => ({
  left: Math.min(left, right),
  top: Math.min(top, bottom),
  right: Math.max(left, right),
  bottom: Math.max(top, bottom),
})

/** The fraction of the pixel at `at` that is between two bounds. */
const overlap = (at: number, from: number, to: number): number =>
  Math.max(0, Math.min(at + 1, to) - Math.max(at, from))

/** A pixel is covered by the fraction that is inside the rectangle. */
export function drawRectangle(coverage: Grey, corners: Box): Rect {
  const box = upright(corners)
  const rect = clip(box.left, box.top, box.right, box.bottom, coverage)
  for (let y = rect.top; y < rect.bottom; y += 1) {
    const down = 255 * overlap(y, box.top, box.bottom)
    for (let x = rect.left, at = y * coverage.width + rect.left; x < rect.right; x += 1, at += 1)
      coverage.data[at] = Math.round(down * overlap(x, box.left, box.right))
  }
  return rect
}

/** Lines per row of pixels. */
const LINES = 64

/** The ellipse in a box. A pixel is covered by the fraction that is inside it, measured on lines through its row. */
export function drawEllipse(coverage: Grey, corners: Box): Rect {
  const box = upright(corners)
  const across = (box.right - box.left) / 2
  const down = (box.bottom - box.top) / 2
  if (across < 0.25 || down < 0.25) return NOWHERE
  const { width, data } = coverage
  const rect = clip(box.left, box.top, box.right, box.bottom, coverage)
  const middleX = (box.left + box.right) / 2
  const middleY = (box.top + box.bottom) / 2
  const row = createRowCover(width)
  for (let y = rect.top; y < rect.bottom; y += 1) {
    // In the first and the last row the lines are only where the ellipse is.
    const top = Math.max(y, box.top)
    const high = Math.min(y + 1, box.bottom) - top
    for (let line = 0; line < LINES; line += 1) {
      const v = (top + ((line + 0.5) * high) / LINES - middleY) / down
      const half = across * Math.sqrt(Math.max(0, 1 - v * v))
      row.add(middleX - half, middleX + half)
    }
    row.flush(data.subarray(y * width, (y + 1) * width), LINES / high, rect.left, rect.right)
  }
  return rect
}
