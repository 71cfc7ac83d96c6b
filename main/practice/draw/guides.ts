import type { Rgb } from './colour.ts'
import type { Pixels } from './pixels.ts'
import { blurPixels, blurValues, brightness } from './pixels.ts'

/** A value 0–1 for each pixel of a picture. */
export interface Guide {
  readonly width: number
  readonly height: number
  readonly values: Float32Array
}

/** Lines where the picture changes (canny, or near it): 1 on a line, 0 elsewhere, thin and soft-edged. */
export async function edges(source: Pixels): Promise<Guide> {
  const { width, height } = source
  const soft = await blurValues(brightness(source), source, Math.max(0.8, Math.min(width, height) / 640))
  const slope = new Float32Array(width * height)
  for (let y = 1; y < height - 1; y += 1) {
    let upper = (y - 1) * width
    let middle = upper + width
    let lower = middle + width
    for (let x = 1; x < width - 1; x += 1, upper += 1, middle += 1, lower += 1) {
      const [nw, north, ne] = [soft[upper] ?? 0, soft[upper + 1] ?? 0, soft[upper + 2] ?? 0]
      const [west, east] = [soft[middle] ?? 0, soft[middle + 2] ?? 0]
      const [sw, south, se] = [soft[lower] ?? 0, soft[lower + 1] ?? 0, soft[lower + 2] ?? 0]
      const across = ne + 2 * east + se - nw - 2 * west - sw
      const down = sw + 2 * south + se - nw - 2 * north - ne
      slope[middle + 1] = Math.sqrt(across * across + down * down)
    }
  }
  const strong = Math.max(70, percentile(slope, 0.965))
  for (let at = 0; at < slope.length; at += 1) slope[at] = smoothStep(0.22, 0.62, (slope[at] ?? 0) / strong)
  return { width, height, values: slope }
}

/** The picture read as depth: its brightness, smoothed a little and stretched to 0–1, bright being near. */
export async function depth(source: Pixels): Promise<Guide> {
  const { width, height } = source
  const soft = await blurValues(brightness(source), source, Math.min(width, height) / 220)
  const dark = percentile(soft, 0.01)
  const light = Math.max(dark + 24, percentile(soft, 0.99))
  const values = new Float32Array(soft.length)
  for (let at = 0; at < soft.length; at += 1)
    values[at] = Math.min(1, Math.max(0, ((soft[at] ?? 0) - dark) / (light - dark)))
  return { width, height, values }
}

/** A coarse figure: what stands out from the rim of the picture by its colour, as one soft silhouette (1 inside). */
export async function figure(source: Pixels): Promise<Guide> {
  const { width, height } = source
  const soft = await blurPixels(source, Math.min(width, height) / 80)
  const background = rimColour(soft)
  const contrast = new Uint8Array(width * height)
  for (let at = 0, byte = 0; at < contrast.length; at += 1, byte += 4) {
    const [red, green, blue] = [soft.data[byte] ?? 0, soft.data[byte + 1] ?? 0, soft.data[byte + 2] ?? 0]
    contrast[at] = Math.max(
      Math.abs(red - background[0]),
      Math.abs(green - background[1]),
      Math.abs(blue - background[2]),
    )
  }
  // Softened once more, so that gaps within the figure close.
  const closed = await blurValues(contrast, source, Math.min(width, height) / 45)
  const line = parting(closed)
  const shares = Float32Array.from({ length: 256 }, (_, value) => smoothStep(line * 0.86, line * 1.14, value))
  const values = new Float32Array(closed.length)
  for (let at = 0; at < values.length; at += 1) values[at] = shares[closed[at] ?? 0] ?? 0
  return { width, height, values }
}

/** The middle colour of the pixels along the edge of a picture. */
function rimColour({ width, height, data }: Pixels): Rgb {
  const places: number[] = []
  for (let x = 0; x < width; x += 1) places.push(x, (height - 1) * width + x)
  for (let y = 0; y < height; y += 1) places.push(y * width, y * width + width - 1)
  const middle = (channel: number): number =>
    percentile(
      Uint8Array.from(places, (index) => data[index * 4 + channel] ?? 0),
      0.5,
    )
  return [middle(0), middle(1), middle(2)]
}

/** The value that parts the low from the high (Otsu's method), never below 12 of 255: noise is no figure. */
function parting(values: Uint8Array): number {
  const counts = new Float64Array(256)
  for (let at = 0; at < values.length; at += 1) counts[values[at] ?? 0] = (counts[values[at] ?? 0] ?? 0) + 1
  const total = values.length
  const sum = counts.reduce((all, amount, value) => all + amount * value, 0)
  let best = { line: 12, gap: -1 }
  let low = 0
  let lowSum = 0
  for (let value = 0; value < 255; value += 1) {
    low += counts[value] ?? 0
    lowSum += value * (counts[value] ?? 0)
    if (low === 0 || low === total) continue
    const gap = low * (total - low) * (lowSum / low - (sum - lowSum) / (total - low)) ** 2
    if (gap > best.gap) best = { line: value, gap }
  }
  return Math.max(12, best.line)
}

/** The value below which a share (0–1) of all values lies, read from a sample: enough for a threshold. */
export function percentile(values: Float32Array | Uint8Array, share: number): number {
  const step = Math.max(1, Math.floor(values.length / 20_000))
  const sample = new Float32Array(Math.ceil(values.length / step))
  for (let at = 0; at < sample.length; at += 1) sample[at] = values[at * step] ?? 0
  sample.sort()
  return sample[Math.min(sample.length - 1, Math.floor(sample.length * share))] ?? 0
}

export function smoothStep(from: number, to: number, value: number): number {
  const share = Math.min(1, Math.max(0, (value - from) / (to - from)))
  return share * share * (3 - 2 * share)
}
