import { AppError } from '../errors.ts'
import { maximumPixels } from '../services.ts'
import type { Grey } from './grey.ts'
import { valueAt } from './valueAt.ts'

/** The most pixels of what lies between: as wide as the new mask, and as high as the old one. */
const MOST_BETWEEN = 1.5 * maximumPixels

/**
 * A mask in another size. Each pixel is the mean of what lies under it where it becomes smaller, and between its neighbours
 * where it becomes larger; the same size comes back as it is. Throws `input.invalid` where that would take more memory than
 * a picture has.
 */
export function scaleGrey(grey: Grey, width: number, height: number): Grey {
  if (grey.width === width && grey.height === height) return grey
  if (width * grey.height > MOST_BETWEEN)
    throw new AppError(
      'input.invalid',
      `A mask of ${grey.width} × ${grey.height} pixels cannot be scaled to ${width} × ${height}: their shapes differ too much.`,
    )
  const rows = scaleRows(grey.data, grey.width, grey.height, width)
  const columns = scaleRows(rows, grey.height, width, height)
  return { width, height, data: Uint8Array.from(columns, Math.round) }
}

/** Scales each row, and lays it down as a column: done twice, the picture stands upright again. */
function scaleRows(data: Uint8Array | Float32Array, from: number, rows: number, to: number): Float32Array {
  const scaled = new Float32Array(to * rows)
  const step = from / to
  const reach = Math.max(1, step)
  for (let x = 0; x < to; x += 1) {
    const middle = (x + 0.5) * step
    const first = Math.ceil(middle - reach - 0.5)
    const last = Math.floor(middle + reach - 0.5)
    const weights: number[] = []
    let sum = 0
    for (let at = first; at <= last; at += 1) {
      const weight = Math.max(0, 1 - Math.abs(at + 0.5 - middle) / reach)
      weights.push(weight)
      sum += weight
    }
    for (let row = 0; row < rows; row += 1) {
      let value = 0
      for (let at = first; at <= last; at += 1) {
        const inside = at < 0 ? 0 : at >= from ? from - 1 : at
        value += valueAt(weights, at - first) * valueAt(data, row * from + inside)
      }
      scaled[x * rows + row] = value / sum
    }
  }
  return scaled
}
