import type { Part, Pixels, Size } from '../services.ts'
import type { Axis } from './axis.ts'
import { nearestTo, windowOf } from './axis.ts'
import { columnsOf } from './columns.ts'
import type { Kernel } from './kernels.ts'
import { sumRows, sumRowsByAlpha, writeColour, writeGrey } from './sums.ts'
import { transpose } from './transpose.ts'

/** The maximum number of old columns summed at once, in a row of 8-byte numbers. */
const MAX_ACROSS = 2 ** 20

/** Rows between two progress reports. */
const REPORT = 64

const wholeOf = ({ width, height }: Size): Part => ({ x: 0, y: 0, width, height })

/**
 * Scales a picture, or a part of it, to exactly `size`, with `kernel` along both axes, on the sRGB values as they are.
 * Colour is weighted by its alpha, in full precision, so that hidden colour does not bleed; where the result is
 * transparent it has the colour that is there. Uniform areas keep their value exactly. The time depends only on the
 * numbers of pixels, not on the shapes. `onProgress` is called occasionally with the fraction that is done, from 0 to
 * 1.
 */
export function resample<C extends 1 | 4>(
  pixels: Pixels<C>,
  size: Size,
  kernel: Kernel,
  part: Part = wholeOf(pixels),
  onProgress?: (fraction: number) => void,
): Pixels<C> {
  if (isAsItIs(pixels, size, part)) return pixels
  // Rows are summed first. The other order would be far less work for a picture that becomes narrower and higher.
  const isSlow = pixels.width * size.height > 2 * pixels.height * size.width
  if (!isSlow && pixels.width <= MAX_ACROSS) return upright(pixels, size, kernel, part, onProgress)
  const turned = { x: part.y, y: part.x, width: part.height, height: part.width }
  const other = { width: size.height, height: size.width }
  return transpose(upright(transpose(pixels), other, kernel, turned, onProgress))
}

/**
 * Scales a picture, or a part of it, by nearest neighbour: each pixel is the one at its middle. Every value occurred
 * before.
 */
export function pickNearest<C extends 1 | 4>(
  pixels: Pixels<C>,
  size: Size,
  part: Part = wholeOf(pixels),
): Pixels<C> {
  if (isAsItIs(pixels, size, part)) return pixels
  const { channels } = pixels
  const { across, down } = axesOf(pixels, size, part)
  const columns = Uint32Array.from({ length: size.width }, (_, x) => nearestTo(across, x) * channels)
  const data = new Uint8Array(size.width * size.height * channels)
  let to = 0
  for (let y = 0; y < size.height; y += 1) {
    const row = nearestTo(down, y) * pixels.width * channels
    for (const column of columns)
      for (let channel = 0; channel < channels; channel += 1, to += 1)
        data[to] = pixels.data[row + column + channel] ?? 0
  }
  return { width: size.width, height: size.height, channels, data }
}

const isAsItIs = ({ width, height }: Size, size: Size, part: Part): boolean =>
  [size.width, part.width].every((one) => one === width) &&
  [size.height, part.height].every((one) => one === height) &&
  part.x === 0 &&
  part.y === 0

const axesOf = (pixels: Size, size: Size, part: Part): { readonly across: Axis; readonly down: Axis } => ({
  across: { from: pixels.width, start: part.x, length: part.width, to: size.width },
  down: { from: pixels.height, start: part.y, length: part.height, to: size.height },
})

function upright<C extends 1 | 4>(
  pixels: Pixels<C>,
  size: Size,
  kernel: Kernel,
  part: Part,
  onProgress?: (fraction: number) => void,
): Pixels<C> {
  const { width, height } = size
  const { channels } = pixels
  const { across, down } = axesOf(pixels, size, part)
  const colour = isColour(pixels) && hasTransparency(pixels.data) ? pixels : null
  // Transparent pixels keep the colour that is there: mask painters keep a picture below alpha 0.
  const data = colour === null ? new Uint8Array(width * height * channels) : lying(colour, size, part)
  const { start, end, blocks } = columnsOf(across, kernel)
  const sums = new Float64Array((end - start) * channels)
  for (let y = 0; y < height; y += 1) {
    const rows = windowOf(down, y, kernel)
    if (colour === null) sumRows(sums, pixels, rows, start)
    else sumRowsByAlpha(sums, colour, rows, start)
    for (const block of blocks()) {
      const to = (y * width + block.left) * channels
      if (channels === 1) writeGrey(data, to, sums, block)
      else writeColour(data, to, sums, block, colour !== null)
    }
    if (y % REPORT === REPORT - 1) onProgress?.((y + 1) / height)
  }
  return { width, height, channels, data }
}

const isColour = (pixels: Pixels): pixels is Pixels<4> => pixels.channels === 4

function hasTransparency(data: Uint8Array): boolean {
  for (let at = 3; at < data.length; at += 4) if (data[at] !== 255) return true
  return false
}

/** The colours of the nearest pixels, all transparent. */
function lying(pixels: Pixels<4>, size: Size, part: Part): Uint8Array {
  const data = pickNearest(pixels, size, part).data.slice()
  for (let at = 3; at < data.length; at += 4) data[at] = 0
  return data
}
