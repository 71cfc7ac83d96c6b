import type { Pixels } from '#shared/services.ts'
import { invert } from './invert.ts'

/**
 * Grows what is white by `amount` pixels to every side, or shrinks it where `amount` is below 0. What lies beyond the
 * picture's edge counts for nothing: white that touches the edge does not shrink away from it. The time taken does
 * not depend on `amount`.
 */
export function grow(mask: Pixels<1>, amount: number): Pixels<1> {
  if (amount === 0) return mask
  if (amount < 0) return invert(grow(invert(mask), -amount))
  const { width, height } = mask
  const across = slide(mask.data, width, height, amount)
  return { width, height, channels: 1, data: slide(across, height, width, amount) }
}

/**
 * The largest value within `reach` of each pixel of its row, written column by column, so that a second pass goes down
 * the columns and puts the picture back as it was. Van Herk's way: the row is cut into blocks as long as the window,
 * which then always covers the end of one block and the start of the next.
 */
function slide(data: Uint8Array, width: number, height: number, amount: number): Uint8Array {
  // Farther than the row is long there is nothing: a picture of one row of millions would take hours otherwise.
  const reach = Math.min(amount, width)
  const window = 2 * reach + 1
  const length = width + 2 * reach
  // The row with black beside it, as far as any window reaches.
  const row = new Uint8Array(length)
  const fromStart = new Uint8Array(length)
  const toEnd = new Uint8Array(length)
  const result = new Uint8Array(data.length)
  for (let y = 0; y < height; y += 1) {
    row.set(data.subarray(y * width, (y + 1) * width), reach)
    for (let start = 0; start < length; start += window) {
      const end = Math.min(length, start + window)
      for (let x = start, best = 0; x < end; x += 1) {
        best = Math.max(best, row[x] ?? 0)
        fromStart[x] = best
      }
      for (let x = end - 1, best = 0; x >= start; x -= 1) {
        best = Math.max(best, row[x] ?? 0)
        toEnd[x] = best
      }
    }
    for (let x = 0; x < width; x += 1)
      result[x * height + y] = Math.max(toEnd[x] ?? 0, fromStart[x + window - 1] ?? 0)
  }
  return result
}
