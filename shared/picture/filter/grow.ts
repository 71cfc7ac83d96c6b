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

/** For each level, a pixel takes about as long as this many places that are looked at by themselves. */
const PLACES = 0.6

/**
 * Grows what is white by `amount` whole pixels to every side, or shrinks it where `amount` is below 0: each pixel becomes the
 * largest (smallest) of those at most `amount` away from it, dx² + dy² <= amount², as in SciPy's `grey_dilation` with a disc for its footprint.
 * What lies beyond the picture's edge counts for nothing: white that touches it does not shrink away from it. Answers with new
 * bytes, in a time that does not grow with `amount` beyond some hundred pixels.
 */
export function grow(
  { width, height, data }: Mask,
  amount: number,
  options: ProgressOptions = {},
): Uint8Array {
  if (amount < 0) return inverted(grow({ width, height, data: inverted(data) }, -amount, options))
  // Farther than from corner to corner there is nothing.
  const radius = Math.min(amount, width + height)
  if (radius === 0) return data.slice()
  const levels = levelsOf(data)
  if (levels.length === 0) return data.slice()
  const chords = chordsOf(radius)
  const bound = PLACES * levels.length * data.length
  // Where the first way has to be given up, the second one reports from where it was on.
  const onProgress = forward(options.onProgress)
  const made = growEdges({ width, height, data }, chords, bound, onProgress)
  if (made !== null) return made
  if (height <= width) return growLevels({ width, height, data }, chords, levels, onProgress)
  // There are things to be done for each row: a disc is the same lying down.
  const lying = { width: height, height: width, data: transpose(data, width, height, 1) }
  return transpose(growLevels(lying, chords, levels, onProgress), height, width, 1)
}

const inverted = (data: Uint8Array): Uint8Array => {
  const made = new Uint8Array(data.length)
  for (let at = 0; at < data.length; at += 1) made[at] = 255 - byteAt(data, at)
  return made
}

/** The values that there are above 0, the largest first. */
function levelsOf(data: Uint8Array): readonly number[] {
  const seen = new Uint8Array(256)
  for (let at = 0; at < data.length; at += 1) seen[byteAt(data, at)] = 1
  const levels: number[] = []
  for (let level = 255; level > 0; level -= 1) if (seen[level] === 1) levels.push(level)
  return levels
}
