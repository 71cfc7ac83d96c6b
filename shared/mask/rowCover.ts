import { valueAt } from './valueAt.ts'

/** The coverage of each pixel of one row, summed from lines through it. */
export interface RowCover {
  /** A line is inside between these positions, in pixels; positions outside of the row are clipped. */
  add(from: number, to: number): void
  /**
   * Writes each pixel from `left` to `right`, as the fraction that is inside of `lines` lines (an integer or not), and
   * clears the row.
   */
  flush(bytes: Uint8Array, lines: number, left: number, right: number): void
}

/** For rows of `width` pixels. The cost of a line does not depend on its length: only its ends are recorded. */
export function createRowCover(width: number): RowCover {
  const parts = new Float64Array(width + 1)
  const steps = new Int32Array(width + 1)
  const change = (numbers: Float64Array | Int32Array, x: number, by: number): void => {
    numbers[x] = valueAt(numbers, x) + by
  }
  return {
    add(from, to) {
      const start = Math.max(0, from)
      const end = Math.min(width, to)
      if (end <= start) return
      const first = Math.floor(start)
      const last = Math.ceil(end) - 1
      if (first === last) return change(parts, first, end - start)
      change(parts, first, first + 1 - start)
      change(parts, last, end - last)
      change(steps, first + 1, 1)
      change(steps, last, -1)
    },
    flush(bytes, lines, left, right) {
      let whole = 0
      for (let x = left; x < right; x += 1) {
        whole += valueAt(steps, x)
        bytes[x] = Math.min(255, Math.round(((whole + valueAt(parts, x)) * 255) / lines))
      }
      parts.fill(0, left, right)
      steps.fill(0, left, right + 1)
    },
  }
}
