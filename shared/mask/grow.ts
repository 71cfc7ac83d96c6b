import type { Grey } from './grey.ts'
import { invert } from './invert.ts'
import { valueAt } from './valueAt.ts'

/**
 * Makes what is chosen larger by `amount` pixels to every side, or smaller where it is below 0; corners become round, as
 * nearly as eight sides can be. What lies beyond the picture counts for nothing. Works in place, in a time that hardly
 * depends on `amount`: the widening is done along rows, columns and both diagonals, one after the other.
 */
export function grow(mask: Grey, amount: number): void {
  const reach = Math.min(Math.abs(Math.round(amount)), mask.width + mask.height)
  if (reach === 0) return
  if (amount < 0) invert(mask)
  // A regular octagon; along diagonals alone every other pixel would stay as it was, so the straight part is never 0.
  const slanting = Math.min(Math.round(reach / (2 + Math.SQRT2)), Math.floor((reach - 1) / 2))
  const straight = reach - 2 * slanting
  widen(mask, straight, 1, 0)
  widen(mask, straight, 0, 1)
  if (slanting > 0) {
    widen(mask, slanting, 1, 1)
    widen(mask, slanting, -1, 1)
  }
  if (amount < 0) invert(mask)
}

/** Each pixel becomes the largest within `reach` steps along lines of one direction. */
function widen({ width, height, data }: Grey, reach: number, dx: -1 | 0 | 1, dy: 0 | 1): void {
  const line = createLine(Math.max(width, height), reach)
  // Farther than a line is long there is nothing: a picture of two rows of millions would take hours otherwise.
  const run = (x: number, y: number): void => {
    const across = dx === 0 ? Infinity : dx === 1 ? width - x : x + 1
    const length = Math.min(across, dy === 0 ? Infinity : height - y)
    line(data, y * width + x, dy * width + dx, length)
  }
  if (dy === 0) for (let y = 0; y < height; y += 1) run(0, y)
  else {
    for (let x = 0; x < width; x += 1) run(x, 0)
    const edge = dx === 1 ? 0 : width - 1
    if (dx !== 0) for (let y = 1; y < height; y += 1) run(edge, y)
  }
}

/**
 * The largest within `reach` of each place of a line, by van Herk: the line is cut into blocks as long as the window, so
 * that every window covers the end of one block and the beginning of the next.
 */
function createLine(longest: number, farthest: number) {
  const values = new Uint8Array(longest + 4 * Math.min(farthest, longest) + 2)
  const fromStart = new Uint8Array(values.length)
  const toEnd = new Uint8Array(values.length)
  return (data: Uint8Array, start: number, step: number, length: number): void => {
    const reach = Math.min(farthest, length)
    const window = 2 * reach + 1
    const padded = length + 2 * reach
    values.fill(0, 0, padded)
    let any = 0
    for (let place = 0, at = start; place < length; place += 1, at += step) {
      const value = valueAt(data, at)
      any |= value
      values[place + reach] = value
    }
    if (any === 0) return
    for (let block = 0; block < padded; block += window) {
      const end = Math.min(padded, block + window)
      for (let place = block, best = 0; place < end; place += 1) {
        best = Math.max(best, valueAt(values, place))
        fromStart[place] = best
      }
      for (let place = end - 1, best = 0; place >= block; place -= 1) {
        best = Math.max(best, valueAt(values, place))
        toEnd[place] = best
      }
    }
    for (let place = 0, at = start; place < length; place += 1, at += step)
      data[at] = Math.max(valueAt(toEnd, place), valueAt(fromStart, place + window - 1))
  }
}
