import { fitMask } from '#nodes/local/pixels/fitMask.ts'
import { barePicture } from '#shared/picture/barePicture.ts'
import type { Media } from '#shared/ports/value.ts'
import type { Pixels, Size } from '#shared/services.ts'
import { bytesOf } from '../platform/bytesOf.ts'
import { zlib } from '../platform/zlib.ts'
import { fromSamples, readHeader } from './codec.ts'
import { createImages, encodePixels, isOpaque, readColour } from './images.ts'
import { brokenPicture } from './probePicture.ts'

export interface PrepareOptions {
  /** The size that a mask is scaled to; null for its own, and for images. */
  readonly fit: Size | null
  /** The target size of a re-encoded picture in bytes. */
  readonly maxBytes: number
}

export interface PreparedPicture {
  readonly size: Size
  /** The file need not be re-encoded: at most metadata is removed. */
  readonly isPlain: boolean
  /** The replacement of the file; null to send the file as it is. */
  readonly copy: { readonly bytes: Uint8Array; readonly mime: string } | null
}

const mimes: Readonly<Record<string, string>> = { png: 'image/png', jpeg: 'image/jpeg', webp: 'image/webp' }

/**
 * A picture as engines get it: upright, 8-bit sRGB, one frame, PNG, JPEG or WebP, and no metadata. Engines differ in
 * what they read of EXIF, profiles and frames, while the user has seen our codec's result. A mask also has one channel,
 * by the brightness that local nodes use, and the size of `fit`. A plain file keeps its samples bit by bit. Rejects
 * with `picture.large` or `picture.broken`.
 */
export async function preparePicture(
  media: Media,
  bytes: Uint8Array,
  options: PrepareOptions,
): Promise<PreparedPicture> {
  try {
    const header = await readHeader(bytes)
    const { width, height } = header.autoOrient
    const { fit } = options
    const isMask = media.media === 'mask'
    const hasSize = fit === null || (fit.width === width && fit.height === height)
    const isKind = !isMask || (header.format === 'png' && header.channels === 1 && hasSize)
    const bare = isKind && (header.orientation ?? 1) <= 1 ? barePicture(bytes, zlib) : null
    if (bare !== null) {
      const copy = bare === bytes ? null : { bytes: bare, mime: mimes[header.format] ?? media.mime }
      return { size: { width, height }, isPlain: true, copy }
    }
    const size = isMask && fit !== null ? fit : { width, height }
    const copy = isMask
      ? await encodeMask(media, bytes, size)
      : await encodeImage(bytes, header.format === 'jpeg' || header.format === 'heif', options.maxBytes)
    return { size, isPlain: false, copy }
  } catch (thrown) {
    throw brokenPicture(`the asset ${media.sha256}`, thrown)
  }
}

async function encodeMask(media: Media, bytes: Uint8Array, size: Size) {
  const images = createImages(
    { read: async () => bytes, savePng: () => Promise.reject(new Error('Nothing is kept here.')) },
    '',
  )
  return { bytes: await encodePixels(await fitMask(media, size, images)), mime: 'image/png' }
}

/** From the best down, until one is small enough. The first is almost indistinguishable from the source. */
const qualities = [
  { quality: 95, chromaSubsampling: '4:4:4' },
  { quality: 92, chromaSubsampling: '4:2:0' },
  { quality: 85, chromaSubsampling: '4:2:0' },
] as const

/**
 * Photos as JPEG, because they are ten times as large as PNG; everything else, and transparent pictures, losslessly.
 */
async function encodeImage(bytes: Uint8Array, isPhoto: boolean, maxBytes: number) {
  const pixels = await readColour(bytes)
  if (isPhoto && isOpaque(pixels.data)) return encodePhoto(pixels, maxBytes)
  const png = await encodePixels(pixels)
  if (png.length <= maxBytes) return { bytes: png, mime: 'image/png' }
  const webp = await fromPixels(pixels).webp({ lossless: true, exact: true }).toBuffer()
  return { bytes: bytesOf(webp), mime: 'image/webp' }
}

async function encodePhoto(pixels: Pixels<4>, maxBytes: number) {
  let jpeg: Uint8Array = new Uint8Array()
  for (const quality of qualities) {
    jpeg = bytesOf(await fromPixels(pixels).removeAlpha().jpeg(quality).toBuffer())
    if (jpeg.length <= maxBytes) break
  }
  return { bytes: jpeg, mime: 'image/jpeg' }
}

const fromPixels = ({ data, ...raw }: Pixels<4>) => fromSamples(data, raw)
