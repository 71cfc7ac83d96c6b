import type { Sharp } from 'sharp'
import { fromSamples, openDrawing, openPicture } from './openPicture.ts'

/** Width and height in pixels. */
export interface Size {
  readonly width: number
  readonly height: number
}

/** A picture in memory: rows of red, green, blue, alpha, a byte each. */
export interface Pixels extends Size {
  readonly data: Uint8Array
}

/** The maximum number of pixels of a picture, read or drawn: 32 megapixels, as the API documents for its inputs. */
export const MAX_PIXELS = 32_000_000

const raw = (from: Pixels): Sharp => fromSamples(from.data, from)

/** An SVG drawing as pixels. */
export async function renderSvg(svg: string): Promise<Pixels> {
  return readPixels(openDrawing(svg).ensureAlpha())
}

/**
 * A picture file as pixels, upright, in sRGB. Rejects with sharp's error when the file is truncated or not a picture.
 */
export async function decodePicture(bytes: Uint8Array): Promise<Pixels> {
  return readPixels(
    openPicture(bytes, { limitInputPixels: MAX_PIXELS }).autoOrient().toColourspace('srgb').ensureAlpha(),
  )
}

/** Scaled to cover `size`, what hangs over cut off evenly; the same object when nothing changes. */
export async function coverPixels(from: Pixels, size: Size): Promise<Pixels> {
  if (sameSize(from, size)) return from
  return readPixels(raw(from).resize(size.width, size.height, { fit: 'cover' }))
}

/** Scaled to `size` without ringing (a linear kernel): for masks, where a stray 1 would change a pixel. */
export async function stretchPixels(from: Pixels, size: Size): Promise<Pixels> {
  if (sameSize(from, size)) return from
  return readPixels(raw(from).resize(size.width, size.height, { fit: 'fill', kernel: 'linear' }))
}

/** A softer copy; `sigma` in pixels, at least 0.3. */
export async function blurPixels(from: Pixels, sigma: number): Promise<Pixels> {
  return { width: from.width, height: from.height, data: await soften(from.data, from, 4, sigma) }
}

/** Values 0–255, one a pixel, softened; `sigma` in pixels, at least 0.3. */
export const blurValues = (values: Uint8Array, size: Size, sigma: number): Promise<Uint8Array> =>
  soften(values, size, 1, sigma)

/** A wide blur is made on a smaller copy, where it is many times quicker and looks the same. */
async function soften(
  data: Uint8Array,
  { width, height }: Size,
  channels: 1 | 4,
  sigma: number,
): Promise<Uint8Array> {
  const bytes = (image: Sharp): Promise<Uint8Array> =>
    (channels === 1 ? image.toColourspace('b-w') : image).raw().toBuffer()
  const scale = Math.min(4, Math.floor(sigma / 2))
  const small = { width: Math.round(width / scale), height: Math.round(height / scale) }
  if (scale < 2 || Math.min(small.width, small.height) < 8) {
    return bytes(fromSamples(data, { width, height }, channels).blur(Math.max(0.3, sigma)))
  }
  const shrunk = fromSamples(data, { width, height }, channels)
    .resize({ ...small, fit: 'fill' })
    .blur(sigma / scale)
  const grown = fromSamples(await bytes(shrunk), small, channels)
  return bytes(grown.resize({ width, height, fit: 'fill', kernel: 'cubic' }))
}

/** `over` laid upon `under` by its alpha, at the same size. */
export async function overlaySvg(under: Pixels, over: string): Promise<Pixels> {
  return readPixels(raw(under).composite([{ input: Buffer.from(over) }]))
}

export const sameSize = (one: Size, other: Size): boolean =>
  one.width === other.width && one.height === other.height

/** The brightness of each pixel, 0–255 (Rec. 709 weights); what is transparent counts as `ground`. */
export function brightness(from: Pixels, background = 255): Uint8Array {
  const { data } = from
  const found = new Uint8Array(from.width * from.height)
  for (let at = 0, byte = 0; at < found.length; at += 1, byte += 4) {
    const luma = 0.2126 * (data[byte] ?? 0) + 0.7152 * (data[byte + 1] ?? 0) + 0.0722 * (data[byte + 2] ?? 0)
    const alpha = data[byte + 3] ?? 255
    found[at] = alpha === 255 ? luma + 0.5 : (luma * alpha + background * (255 - alpha)) / 255 + 0.5
  }
  return found
}

/** `from` with a share of `to` in each pixel: `share(place)` is 0–1, and 0 leaves the pixel exactly as it was. */
export function blend(from: Pixels, to: Pixels, share: (index: number) => number): Pixels {
  const data = new Uint8Array(from.data)
  for (let index = 0, byte = 0; byte < data.length; index += 1, byte += 4) {
    const part = share(index)
    if (part <= 0) continue
    for (let channel = byte; channel < byte + 4; channel += 1) {
      const own = data[channel] ?? 0
      data[channel] = Math.round(own + ((to.data[channel] ?? 0) - own) * Math.min(1, part))
    }
  }
  return { width: from.width, height: from.height, data }
}

async function readPixels(image: Sharp): Promise<Pixels> {
  const { data, info } = await image.raw().toBuffer({ resolveWithObject: true })
  if (info.channels !== 4) throw new Error(`expected 4 channels, got ${info.channels}`)
  return { data, width: info.width, height: info.height }
}
