import { byteAt, floatAt } from './at.ts'
import { blurRows } from './blurRows.ts'
import type { ProgressOptions } from './progress.ts'
import type { Rows } from './rows.ts'
import { transpose } from './transpose.ts'

/** Pixels in memory: rows from the top, `channels` bytes per pixel: 1 is grey, 4 is red, green, blue, alpha. */
interface Samples<Channels extends 1 | 4> {
  readonly width: number
  readonly height: number
  readonly channels: Channels
  readonly data: Uint8Array
}

/** Each row has a fixed cost, so a picture this narrow is transposed first. In pixels. */
const NARROW = 32

/** Rows between two progress reports. */
const REPORT = 64

/**
 * A Gaussian blur of standard deviation `sigma`, in pixels; at 0 or below nothing changes. Values are used as they are
 * (sRGB for colours), colours are weighted by their alpha, and edge pixels are repeated beyond the edges. Uniform areas
 * stay exactly the same; a pixel without any alpha keeps its colour. Sums are floating-point numbers, rounded once. The
 * result is the same on every machine; time and memory hardly depend on `sigma`.
 */
export function blur<C extends 1 | 4>(
  samples: Samples<C>,
  sigma: number,
  options: ProgressOptions = {},
): Samples<C> {
  if (!(sigma > 0)) return samples
  const { width, height, channels, data } = samples
  if (width < NARROW && width < height) {
    const lying = { width: height, height: width, channels, data: transpose(data, width, height, channels) }
    const made = blur(lying, sigma, options).data
    return { width, height, channels, data: transpose(made, height, width, channels) }
  }
  const made = new Uint8Array(data.length)
  const opaque = channels === 4 && isOpaque(data)
  const [read, planes] = channels === 1 ? [readGrey, 1] : opaque ? [readColour, 3] : [readWeighted, 4]
  const write = channels === 1 ? writeGrey : opaque ? writeColour : writeWeighted
  const row = new Float32Array(width * planes)
  const soft = blurRows(
    {
      width,
      height,
      planes,
      row(y) {
        read(row, data.subarray(y * width * channels, (y + 1) * width * channels))
        return row
      },
    } satisfies Rows,
    sigma,
  )
  for (let y = 0; y < height; y += 1) {
    const [start, end] = [y * width * channels, (y + 1) * width * channels]
    write(made.subarray(start, end), soft.row(y), data.subarray(start, end))
    if (y % REPORT === REPORT - 1) options.onProgress?.((y + 1) / height)
  }
  return { width, height, channels, data: made }
}

function isOpaque(data: Uint8Array): boolean {
  for (let at = 3; at < data.length; at += 4) if (data[at] !== 255) return false
  return true
}

const readGrey = (row: Float32Array, bytes: Uint8Array): void => row.set(bytes)

function writeGrey(bytes: Uint8Array, row: Float32Array): void {
  for (let x = 0; x < bytes.length; x += 1) bytes[x] = floatAt(row, x) + 0.5
}

/** Red, green and blue of a row, in separate planes. */
function readColour(row: Float32Array, bytes: Uint8Array): void {
  const width = row.length / 3
  for (let x = 0, at = 0; x < width; x += 1, at += 4) {
    row[x] = byteAt(bytes, at)
    row[width + x] = byteAt(bytes, at + 1)
    row[2 * width + x] = byteAt(bytes, at + 2)
  }
}

function writeColour(bytes: Uint8Array, row: Float32Array): void {
  const width = row.length / 3
  for (let x = 0, at = 0; x < width; x += 1, at += 4) {
    bytes[at] = floatAt(row, x) + 0.5
    bytes[at + 1] = floatAt(row, width + x) + 0.5
    bytes[at + 2] = floatAt(row, 2 * width + x) + 0.5
    bytes[at + 3] = 255
  }
}

/** Red, green and blue times alpha, and alpha, in separate planes: at most 65,025, which a float holds exactly. */
function readWeighted(row: Float32Array, bytes: Uint8Array): void {
  const width = row.length / 4
  for (let x = 0, at = 0; x < width; x += 1, at += 4) {
    const alpha = byteAt(bytes, at + 3)
    row[x] = byteAt(bytes, at) * alpha
    row[width + x] = byteAt(bytes, at + 1) * alpha
    row[2 * width + x] = byteAt(bytes, at + 2) * alpha
    row[3 * width + x] = alpha
  }
}

function writeWeighted(bytes: Uint8Array, row: Float32Array, before: Uint8Array): void {
  const width = row.length / 4
  for (let x = 0, at = 0; x < width; x += 1, at += 4) {
    const alpha = floatAt(row, 3 * width + x)
    const seen = alpha >= 0.5
    bytes[at] = seen ? floatAt(row, x) / alpha + 0.5 : byteAt(before, at)
    bytes[at + 1] = seen ? floatAt(row, width + x) / alpha + 0.5 : byteAt(before, at + 1)
    bytes[at + 2] = seen ? floatAt(row, 2 * width + x) / alpha + 0.5 : byteAt(before, at + 2)
    bytes[at + 3] = alpha + 0.5
  }
}
