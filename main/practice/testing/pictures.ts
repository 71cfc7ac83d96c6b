import sharp from 'sharp'
import type { Pixels } from '../draw/pixels.ts'
import { decodePicture } from '../draw/pixels.ts'

type Paint = (x: number, y: number) => readonly [red: number, green: number, blue: number]

/** A picture whose pixels are a function of their place. */
export function pixelsOf(width: number, height: number, paint: Paint): Pixels {
  const data = new Uint8Array(width * height * 4)
  for (let at = 0; at < width * height; at += 1)
    data.set([...paint(at % width, Math.floor(at / width)), 255], at * 4)
  return { width, height, data }
}

/** A scene to change: a slope of colours with a dark disc in its middle. */
export const discScene = (width: number, height: number): Pixels =>
  pixelsOf(width, height, (x, y) =>
    Math.hypot(x - width / 2, y - height / 2) < Math.min(width, height) / 4
      ? [40, 30, 60]
      : [Math.round(120 + (100 * x) / width), Math.round(200 - (60 * y) / height), 180],
  )

export const pngOf = ({ data, width, height }: Pixels): Promise<Buffer> =>
  sharp(data, { raw: { width, height, channels: 4 } })
    .png()
    .toBuffer()

export const dataUri = (bytes: Uint8Array, mime = 'image/png'): string =>
  `data:${mime};base64,${Buffer.from(bytes).toString('base64')}`

/** How far apart two pictures of one size are, per pixel and channel, 0–255; of the pixels chosen only. */
export function distance(
  one: Pixels,
  other: Pixels,
  chosen: (x: number, y: number) => boolean = () => true,
): number {
  if (one.width !== other.width || one.height !== other.height) throw new Error('the pictures differ in size')
  let sum = 0
  let amount = 0
  for (let at = 0; at < one.width * one.height; at += 1) {
    if (!chosen(at % one.width, Math.floor(at / one.width))) continue
    for (let channel = 0; channel < 3; channel += 1) {
      sum += Math.abs((one.data[at * 4 + channel] ?? 0) - (other.data[at * 4 + channel] ?? 0))
    }
    amount += 3
  }
  return sum / amount
}

/** How closely two rows of numbers go together: 1 wholly, 0 not at all. */
export function correlation(one: ArrayLike<number>, other: ArrayLike<number>): number {
  const mean = (of: ArrayLike<number>): number =>
    Array.from(of).reduce((sum, value) => sum + value, 0) / of.length
  const [middle, otherMiddle] = [mean(one), mean(other)]
  let [both, own, others] = [0, 0, 0]
  for (let at = 0; at < one.length; at += 1) {
    const [a, b] = [(one[at] ?? 0) - middle, (other[at] ?? 0) - otherMiddle]
    both += a * b
    own += a * a
    others += b * b
  }
  return both / Math.sqrt(own * others)
}

export const decode = (bytes: Uint8Array): Promise<Pixels> => decodePicture(bytes)
