import { chordsOf } from './disc.ts'
import { growEdges } from './growEdges.ts'
import { growLevels } from './growLevels.ts'

/** One byte a pixel, rows from the top. */
interface Mask {
  readonly width: number
  readonly height: number
  readonly data: Uint8Array
}

/** A pixel of each level takes about as long as this many places that are looked at by themselves. */
const MOST_PLACES = 40

/**
 * Grows what is white by `amount` whole pixels to every side, or shrinks it where `amount` is below 0: each pixel becomes the
 * largest (smallest) of those at most `amount` away from it, dx² + dy² <= amount², as in SciPy's `grey_dilation` with a disc for its footprint.
 * What lies beyond the picture's edge counts for nothing: white that touches it does not shrink away from it. Answers with new
 * bytes, in a time that does not grow with `amount` beyond some hundred pixels.
 */
export function grow({ width, height, data }: Mask, amount: number): Uint8Array {
  if (amount < 0) return inverted(grow({ width, height, data: inverted(data) }, -amount))
  // Farther than from corner to corner there is nothing.
  const radius = Math.min(amount, width + height)
  if (radius === 0) return data.slice()
  const levels = levelsOf(data)
  if (levels.length === 0) return data.slice()
  const chords = chordsOf(radius)
  const bound = Math.min(levels.length, MOST_PLACES) * data.length
  return (
    growEdges({ width, height, data }, chords, bound) ?? growLevels({ width, height, data }, chords, levels)
  )
}

const inverted = (data: Uint8Array): Uint8Array => {
  const made = new Uint8Array(data.length)
  for (let at = 0; at < data.length; at += 1) made[at] = 255 - (data[at] ?? 0)
  return made
}

/** The values that there are above 0, the largest first. */
function levelsOf(data: Uint8Array): readonly number[] {
  const seen = new Uint8Array(256)
  for (let at = 0; at < data.length; at += 1) seen[data[at] ?? 0] = 1
  const levels: number[] = []
  for (let level = 255; level > 0; level -= 1) if (seen[level] === 1) levels.push(level)
  return levels
}
