import { byteAt } from './at.ts'
import { chordsOf } from './disc.ts'
import { growEdges } from './growEdges.ts'
import { growLevels } from './growLevels.ts'
import type { ProgressOptions } from './progress.ts'
import { forward } from './progress.ts'
import { transpose } from './transpose.ts'

/** One byte a pixel, rows from the top. */
interface Mask {
  readonly width: number
  readonly height: number
  readonly data: Uint8Array
}

/** The cost of one level per pixel, as a number of individually visited points. */
const PLACES = 0.6

/**
 * Grows white areas by `amount` pixels to every side, or shrinks them if `amount` is below 0: each pixel becomes the
 * maximum (minimum) of those at most `amount` away from it, dx² + dy² <= amount², as in SciPy's `grey_dilation` with a
 * disc as footprint. Pixels beyond the picture's edge do not count: white that touches the edge does not shrink away
 * from it. Returns new bytes; beyond some hundred pixels the time does not grow with `amount`.
 */
export function grow(
  { width, height, data }: Mask,
  amount: number,
  options: ProgressOptions = {},
): Uint8Array {
  if (amount < 0) return inverted(grow({ width, height, data: inverted(data) }, -amount, options))
  // Nothing is farther away than from corner to corner.
  const radius = Math.min(amount, width + height)
  if (radius === 0) return data.slice()
  const levels = levelsOf(data)
  if (levels.length === 0) return data.slice()
  const chords = chordsOf(radius)
  const bound = PLACES * levels.length * data.length
  // If the first method is abandoned, the second one continues its progress.
  const onProgress = forward(options.onProgress)
  const made = growEdges({ width, height, data }, chords, bound, onProgress)
  if (made !== null) return made
  if (height <= width) return growLevels({ width, height, data }, chords, levels, onProgress)
  // Each row has a fixed cost: a disc is the same transposed.
  const lying = { width: height, height: width, data: transpose(data, width, height, 1) }
  return transpose(growLevels(lying, chords, levels, onProgress), height, width, 1)
}

const inverted = (data: Uint8Array): Uint8Array => {
  const made = new Uint8Array(data.length)
  for (let at = 0; at < data.length; at += 1) made[at] = 255 - byteAt(data, at)
  return made
}

/** The occurring values above 0, largest first. */
function levelsOf(data: Uint8Array): readonly number[] {
  const seen = new Uint8Array(256)
  for (let at = 0; at < data.length; at += 1) seen[byteAt(data, at)] = 1
  const levels: number[] = []
  for (let level = 255; level > 0; level -= 1) if (seen[level] === 1) levels.push(level)
  return levels
}
