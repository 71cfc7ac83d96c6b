import type { Pixels } from '../services.ts'
import type { Window } from './axis.ts'
import type { Block } from './columns.ts'

// The inner loops of scaling. The casts hold because every index is inside its array, which the windows ensure; a
// default for values outside would be a branch in each.

/** Added before the fraction is cut off. Slightly above a half, so that ties round up whatever the order of a sum. */
const HALF = 0.5 + 2 ** -30

const toByte = (value: number): number => (value <= 0 ? 0 : value >= 255 ? 255 : value + HALF)

/** The weighted sum of the rows of a window: the columns from `start` on, as many as fit into `sums`. */
export function sumRows(sums: Float64Array, pixels: Pixels, { first, weights }: Window, start: number): void {
  const { data, width, channels } = pixels
  const row = width * channels
  sums.fill(0)
  // Two rows at a time: the sums are read and written half as often.
  for (let at = 0, from = (first * width + start) * channels; at < weights.length; at += 2, from += 2 * row) {
    const weight = weights[at] as number
    const isLast = at + 1 === weights.length
    const next = isLast ? 0 : (weights[at + 1] as number)
    const other = isLast ? from : from + row
    for (let to = 0; to < sums.length; to += 1)
      sums[to] =
        (sums[to] as number) + weight * (data[from + to] as number) + next * (data[other + to] as number)
  }
}

/** As `sumRows`, with colour multiplied by alpha. */
export function sumRowsByAlpha(sums: Float64Array, pixels: Pixels<4>, window: Window, start: number): void {
  const { data, width } = pixels
  sums.fill(0)
  for (const [at, weight] of window.weights.entries()) {
    let from = ((window.first + at) * width + start) * 4
    for (let to = 0; to < sums.length; to += 4, from += 4) {
      const share = weight * (data[from + 3] as number)
      sums[to] = (sums[to] as number) + share * (data[from] as number)
      sums[to + 1] = (sums[to + 1] as number) + share * (data[from + 1] as number)
      sums[to + 2] = (sums[to + 2] as number) + share * (data[from + 2] as number)
      sums[to + 3] = (sums[to + 3] as number) + share
    }
  }
}

/** A new row of grey from the sums of old rows. */
export function writeGrey(data: Uint8Array, to: number, sums: Float64Array, columns: Block): void {
  const { firsts, ends, weights } = columns
  for (let column = 0, at = 0; column < ends.length; column += 1) {
    const end = ends[column] as number
    let grey = 0
    for (let from = firsts[column] as number; at < end; at += 1, from += 1)
      grey += (weights[at] as number) * (sums[from] as number)
    data[to + column] = toByte(grey)
  }
}

/**
 * A new row of colour and alpha. With `byAlpha` the sums are those of `sumRowsByAlpha`, and transparent pixels are left
 * as they are in `data`.
 */
export function writeColour(
  data: Uint8Array,
  start: number,
  sums: Float64Array,
  columns: Block,
  byAlpha: boolean,
): void {
  const { firsts, ends, weights } = columns
  for (let column = 0, at = 0, to = start; column < ends.length; column += 1, to += 4) {
    const end = ends[column] as number
    let [red, green, blue, alpha] = [0, 0, 0, 0]
    for (let from = (firsts[column] as number) * 4; at < end; at += 1, from += 4) {
      const weight = weights[at] as number
      red += weight * (sums[from] as number)
      green += weight * (sums[from + 1] as number)
      blue += weight * (sums[from + 2] as number)
      alpha += weight * (sums[from + 3] as number)
    }
    if (byAlpha && alpha + HALF < 1) continue
    const share = byAlpha ? alpha : 1
    data[to] = toByte(red / share)
    data[to + 1] = toByte(green / share)
    data[to + 2] = toByte(blue / share)
    data[to + 3] = toByte(alpha)
  }
}
