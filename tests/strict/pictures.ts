import { createHash } from 'node:crypto'
import sharp from 'sharp'
import type { Picture } from './media.ts'

export type Format = 'png' | 'jpeg' | 'webp'

export interface Wanted {
  readonly width: number
  readonly height: number
  readonly format: Format
  /** The source of the colour: the same key gives the same picture, another key another one. */
  readonly key: string
}

const stripe = 32

/** A flat colour made of `key`, with darker diagonal stripes. */
export async function drawStripes({ width, height, format, key }: Wanted): Promise<Buffer> {
  const light = colour(key)
  const dark = light.map((value) => value >> 1)
  const pixels = Buffer.allocUnsafe(width * height * 3)
  for (let y = 0, at = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1, at += 3) pixels.set((x + y) % stripe < 2 ? dark : light, at)
  }
  return encode(pixels, { width, height, channels: 3 }, format)
}

/**
 * `image` with a colour of `key` blended in as far as `mask` is white. Black leaves the pixel as it was; exactly only
 * for PNG.
 */
export async function paintInside(image: Picture, mask: Picture, wanted: Wanted): Promise<Buffer> {
  const base = await sharp(image.bytes)
    .resize(wanted.width, wanted.height, { fit: 'fill' })
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true })
  const cover = await sharp(mask.bytes)
    .flatten({ background: 'black' })
    .resize(wanted.width, wanted.height, { fit: 'fill' })
    .greyscale()
    .raw()
    .toBuffer({ resolveWithObject: true })
  const { channels } = base.info
  const paint = colour(wanted.key)
  const pixels = base.data
  const count = base.info.width * base.info.height
  for (let pixel = 0; pixel < count; pixel += 1) {
    const share = cover.data[pixel * cover.info.channels] ?? 0
    if (share === 0) continue
    for (let channel = 0; channel < 3; channel += 1) {
      const at = pixel * channels + channel
      pixels[at] = Math.round(((pixels[at] ?? 0) * (255 - share) + (paint[channel] ?? 0) * share) / 255)
    }
  }
  return encode(pixels, base.info, wanted.format)
}

/** The colour of a key, as three bytes. */
export function colour(key: string): readonly number[] {
  return [...createHash('sha256').update(key).digest().subarray(0, 3)]
}

type Raw = { readonly width: number; readonly height: number; readonly channels: 1 | 2 | 3 | 4 }

function encode(pixels: Buffer, { width, height, channels }: Raw, format: Format): Promise<Buffer> {
  return sharp(pixels, { raw: { width, height, channels } }).toFormat(format).toBuffer()
}
