import type { Pixels } from '#shared/services.ts'

/** In Inter it reaches from the ascent to the descent. */
export const MARK = '|'

/**
 * The native library crops its output to the ink; the position within its lines follows from marks two lines above and
 * below it.
 */
export interface Marks {
  /** The height of a mark, which is that of a line. */
  readonly mark: number
  /** From a mark to the text two lines below it. */
  readonly apart: number
}

/**
 * Crops text between two marks to the text alone: as wide as its ink, and as high as its lines, or higher if ink
 * extends beyond them. Null without any ink.
 */
export function cutLines({ width, height, data }: Pixels<1>, { mark, apart }: Marks): Pixels<1> | null {
  let [left, right] = [width, 0]
  // One more row at either end: at small sizes rounding lets an accent extend beyond its line.
  let [top, bottom] = [apart - 1, height - apart + 1]
  for (let y = mark; y < height - mark; y += 1) {
    const row = data.subarray(y * width, (y + 1) * width)
    const first = row.findIndex((value) => value > 0)
    if (first === -1) continue
    left = Math.min(left, first)
    right = Math.max(right, row.findLastIndex((value) => value > 0) + 1)
    top = Math.min(top, y)
    bottom = Math.max(bottom, y + 1)
  }
  if (right <= left) return null
  const cut = new Uint8Array((right - left) * (bottom - top))
  for (let y = top; y < bottom; y += 1)
    cut.set(data.subarray(y * width + left, y * width + right), (y - top) * (right - left))
  return { width: right - left, height: bottom - top, channels: 1, data: cut }
}
