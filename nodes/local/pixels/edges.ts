import type { Pixels } from '#shared/services.ts'

/** Bounds of the steepness, as parts of the steepest edge there can be: from 0 to 1. */
export interface EdgeBounds {
  /** An edge as steep as this counts where it hangs on a strong one. */
  readonly low: number
  /** An edge as steep as this counts. */
  readonly high: number
}

/** The steepest that the Sobel operator finds between black and white. */
const STEEPEST = 4 * 255

/**
 * White lines, one pixel wide, where a picture has edges: Canny's way, without its blur, which is the caller's. The outermost
 * pixels have none.
 */
export function edges(picture: Pixels<1>, { low, high }: EdgeBounds): Pixels<1> {
  const { width, height } = picture
  const data = new Uint8Array(width * height)
  const { steepness, across } = slopes(picture)
  const ridges = thin(steepness, across, picture)
  // An edge below the bound is one all the same where a strong one leads to it.
  const open: number[] = []
  for (let at = 0; at < ridges.length; at += 1)
    if ((ridges[at] ?? 0) > 0 && (ridges[at] ?? 0) >= high * STEEPEST) {
      data[at] = 255
      open.push(at)
    }
  for (let at = open.pop(); at !== undefined; at = open.pop())
    for (const step of [-width - 1, -width, -width + 1, -1, 1, width - 1, width, width + 1]) {
      const next = at + step
      const steep = ridges[next] ?? 0
      if (data[next] === 0 && steep > 0 && steep >= low * STEEPEST) {
        data[next] = 255
        open.push(next)
      }
    }
  return { width, height, channels: 1, data }
}

interface Slopes {
  readonly steepness: Float32Array
  /** The step, in pixels of the array, to the neighbour that lies across the edge. */
  readonly across: Int32Array
}

function slopes({ width, height, data }: Pixels<1>): Slopes {
  const steepness = new Float32Array(width * height)
  const across = new Int32Array(width * height)
  const value = (at: number): number => data[at] ?? 0
  for (let y = 1; y < height - 1; y += 1)
    for (let at = y * width + 1; at < (y + 1) * width - 1; at += 1) {
      const [above, below] = [at - width, at + width]
      const dx =
        value(above + 1) +
        2 * value(at + 1) +
        value(below + 1) -
        value(above - 1) -
        2 * value(at - 1) -
        value(below - 1)
      const dy =
        value(below - 1) +
        2 * value(below) +
        value(below + 1) -
        value(above - 1) -
        2 * value(above) -
        value(above + 1)
      steepness[at] = Math.hypot(dx, dy)
      across[at] = direction(dx, dy, width)
    }
  return { steepness, across }
}

/** tan 22.5°: to either side of it the nearest of the eight neighbours is another one. */
const EIGHTH = Math.SQRT2 - 1

function direction(dx: number, dy: number, width: number): number {
  if (Math.abs(dy) <= EIGHTH * Math.abs(dx)) return 1
  if (Math.abs(dx) <= EIGHTH * Math.abs(dy)) return width
  return dx > 0 === dy > 0 ? width + 1 : width - 1
}

/** Keeps only what is steepest across its edge; of two that are equal the first. */
function thin(steepness: Float32Array, across: Int32Array, { width, height }: Pixels<1>): Float32Array {
  const ridges = new Float32Array(width * height)
  for (let y = 1; y < height - 1; y += 1)
    for (let at = y * width + 1; at < (y + 1) * width - 1; at += 1) {
      const steep = steepness[at] ?? 0
      const step = across[at] ?? 1
      if (steep > (steepness[at - step] ?? 0) && steep >= (steepness[at + step] ?? 0)) ridges[at] = steep
    }
  return ridges
}
