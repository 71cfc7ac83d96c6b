import { createRequire } from 'node:module'
import type codec from 'sharp'
import type { CreateRaw, CreateText, Sharp, SharpOptions } from 'sharp'
import { forCodec } from '#shared/picture/forCodec.ts'
import { maximumPixels } from '#shared/services.ts'
import { bytesOf } from '../platform/bytesOf.ts'
import { zlib } from '../platform/zlib.ts'

const require = createRequire(import.meta.url)

/** The codec, loaded when the first picture is opened: most commands open none, and it takes a tenth of their start. */
const sharp = ((): (() => typeof codec) => {
  let loaded: typeof codec | undefined
  return () => {
    if (loaded !== undefined) return loaded
    // The cast is sound: these are the package's own types.
    loaded = require('sharp') as typeof codec
    // Nothing is decoded twice from the same buffer, so libvips' cache would only waste memory.
    loaded.cache(false)
    // Pictures are processed in parallel; one thread each leaves cores to other programs.
    loaded.concurrency(1)
    return loaded
  }
})()

/** A picture in the codec: operations are queued, and run when its bytes are requested. */
export type Picture = Sharp

/**
 * The only way to give the codec a file: parts that the pixels do not need are cut off first, because the codec unpacks
 * texts without a limit when it opens a picture.
 */
const open = (bytes: Uint8Array, options: SharpOptions): Picture => sharp()(forCodec(bytes, zlib), options)

/**
 * A decoder for a whole picture of at most 32 megapixels: the first frame of an animation, rotated by its EXIF, in
 * sRGB. Truncated or damaged pictures fail; a warning alone does not.
 */
export async function decode(bytes: Uint8Array): Promise<Picture> {
  const picture = open(bytes, { limitInputPixels: maximumPixels, failOn: 'error' })
  const { depth, channels, hasProfile } = await picture.metadata()
  const upright = picture.autoOrient().toColourspace('srgb')
  if (depth !== 'ushort') return upright
  // sharp converts 16-bit pictures with a profile to Display P3, whatever the profile, and must be told to convert to
  // sRGB afterwards.
  return rounded(hasProfile ? upright.withIccProfile('srgb', { attach: false }) : upright, channels)
}

/** Values up to 65,280 plus half of 256: truncating to eight bits then equals dividing by 257 and rounding. */
function rounded(picture: Picture, channels: number): Picture {
  const factors = Array.from({ length: channels }, () => 256 / 257)
  const halves = factors.map(() => 128)
  // One number applies only to colour: with alpha, each channel has its own.
  return channels === 4 || channels === 2 ? picture.linear(factors, halves) : picture.linear(256 / 257, 128)
}

/** The header of a picture. Of any size, so that the size of one that is too large can be reported. */
export const readHeader = (bytes: Uint8Array) => open(bytes, { limitInputPixels: false }).metadata()

/** A picture from its samples, rows from the top. */
export const fromSamples = (data: Uint8Array, { width, height, channels }: CreateRaw): Picture =>
  sharp()(data, { raw: { width, height, channels } })

/** Text as a picture. */
export const fromText = (text: CreateText): Picture => sharp()({ text })

/**
 * Encodes PNG, the same bytes for the same pixels. Level 3 with filters is within 5 % of the size of level 6, on
 * typical model outputs, and takes two thirds of its time.
 */
export async function encodePng(picture: Picture): Promise<Uint8Array> {
  return bytesOf(
    await picture.png({ compressionLevel: 3, adaptiveFiltering: true, palette: false }).toBuffer(),
  )
}
