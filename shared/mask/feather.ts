import type { Grey } from './grey.ts'
import { valueAt } from './valueAt.ts'

/** How often a mean over a window is taken: three times is close to a bell curve. */
const PASSES = 3

/**
 * Lets edges fade over about `radius` pixels to each side, in place. The picture's own edge is no edge. A whole number of
 * passes over whole numbers, so that the outcome is the same on every machine.
 */
export function feather(mask: Grey, radius: number): void {
  const { width, height, data } = mask
  const reach = Math.min(Math.round(radius / 2), width + height)
  if (reach < 1) return
  const line = createMean(Math.max(width, height), reach)
  for (let pass = 0; pass < PASSES; pass += 1) {
    for (let y = 0; y < height; y += 1) line(data, y * width, 1, width)
    for (let x = 0; x < width; x += 1) line(data, x, width, height)
  }
}

/** The mean within `reach` of each place of a line, whose ends go on beyond it. */
function createMean(longest: number, reach: number) {
  const values = new Uint8Array(longest)
  const window = 2 * reach + 1
  const half = reach
  return (data: Uint8Array, start: number, step: number, length: number): void => {
    for (let place = 0, at = start; place < length; place += 1, at += step) values[place] = valueAt(data, at)
    const first = valueAt(values, 0)
    const last = valueAt(values, length - 1)
    let sum = first * (reach + 1)
    // Beyond its end the line goes on: counted, and not walked, for the line may be short and the reach is not.
    const inside = Math.min(reach, length - 1)
    for (let place = 1; place <= inside; place += 1) sum += valueAt(values, place)
    sum += last * (reach - inside)
    for (let place = 0, at = start; place < length; place += 1, at += step) {
      data[at] = (sum + half) / window
      const entering = place + reach + 1
      const leaving = place - reach
      sum += entering < length ? valueAt(values, entering) : last
      sum -= leaving > 0 ? valueAt(values, leaving) : first
    }
  }
}
