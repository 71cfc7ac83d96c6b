import type { Grey, Rect } from './grey.ts'
import { clip, NOWHERE } from './grey.ts'

/** In pixels, which need not be whole; the corners stand in any order. */
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

/** How much of the pixel at `at` lies between two bounds, from 0 to 1. */
const overlap = (at: number, from: number, to: number): number =>
  Math.max(0, Math.min(at + 1, to) - Math.max(at, from))

/** A pixel is covered as far as it lies in the rectangle. */
export function layRectangle(coverage: Grey, corners: Box): Rect {
  const box = upright(corners)
  const rect = clip(box.left, box.top, box.right, box.bottom, coverage)
  for (let y = rect.top; y < rect.bottom; y += 1) {
    const down = 255 * overlap(y, box.top, box.bottom)
    for (let x = rect.left, at = y * coverage.width + rect.left; x < rect.right; x += 1, at += 1)
      coverage.data[at] = Math.round(down * overlap(x, box.left, box.right))
  }
  return rect
}

/** The ellipse in a box. Its edge is smooth: by the distance from it, as closely as the slope there tells. */
export function layEllipse(coverage: Grey, corners: Box): Rect {
  const box = upright(corners)
  const across = (box.right - box.left) / 2
  const down = (box.bottom - box.top) / 2
  if (across < 0.25 || down < 0.25) return NOWHERE
  const rect = clip(box.left - 1, box.top - 1, box.right + 1, box.bottom + 1, coverage)
  const middleX = (box.left + box.right) / 2
  const middleY = (box.top + box.bottom) / 2
  for (let y = rect.top; y < rect.bottom; y += 1) {
    const v = (y + 0.5 - middleY) / down
    for (let x = rect.left, at = y * coverage.width + rect.left; x < rect.right; x += 1, at += 1) {
      const u = (x + 0.5 - middleX) / across
      const inside = 1 - (u * u + v * v)
      const slope = 2 * Math.sqrt((u * u) / (across * across) + (v * v) / (down * down))
      const depth = slope === 0 ? 1 : inside / slope + 0.5
      coverage.data[at] = depth >= 1 ? 255 : depth <= 0 ? 0 : Math.round(255 * depth)
    }
  }
  return rect
}
