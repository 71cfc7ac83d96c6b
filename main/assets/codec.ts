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
    // The cast is sound: it is what the types of that very package say.
    loaded = require('sharp') as typeof codec
    // Nothing is decoded twice from the same buffer, so what libvips would keep for that is memory lost.
    loaded.cache(false)
    // Pictures are worked on side by side; one thread each leaves the machine to its owner.
    loaded.concurrency(1)
    return loaded
  }
})()

/** A picture that is worked on: what is to be done with it is told first, and done when its bytes are asked for. */
export type Picture = Sharp

/**
 * The one way by which the codec gets a file: what the pixels do not need is cut off first, because the codec unpacks texts
 * without a bound as it opens a picture.
 */
const open = (bytes: Uint8Array, options: SharpOptions): Picture => sharp()(forCodec(bytes, zlib), options)

/**
 * A decoder for a whole picture of at most 32 megapixels: the first one of an animation, upright, in sRGB. What is cut
 * off or damaged fails; a warning alone does not.
 */
export async function decode(bytes: Uint8Array): Promise<Picture> {
  const picture = open(bytes, { limitInputPixels: maximumPixels, failOn: 'error' })
  const { depth, channels, hasProfile } = await picture.metadata()
  const upright = picture.autoOrient().toColourspace('srgb')
  if (depth !== 'ushort') return upright
  // sharp brings what has 16 bits and a profile to Display P3, whatever the profile, and it has to be told to go on to sRGB.
  return rounded(hasProfile ? upright.withIccProfile('srgb', { attach: false }) : upright, channels)
}

/** Values up to 65,280 and a half of 256: what cuts off eight bits then does the same as dividing by 257 and rounding. */
function rounded(picture: Picture, channels: number): Picture {
  const factors = Array.from({ length: channels }, () => 256 / 257)
  const halves = factors.map(() => 128)
  // One number is for colour alone: where there is alpha, each channel has its own.
  return channels === 4 || channels === 2 ? picture.linear(factors, halves) : picture.linear(256 / 257, 128)
}

/** What the header of a picture says. Of any size, so that the size of one that is too large can be told. */
export const readHeader = (bytes: Uint8Array) => open(bytes, { limitInputPixels: false }).metadata()

/** A picture from its samples, rows from above. */
export const fromSamples = (data: Uint8Array, { width, height, channels }: CreateRaw): Picture =>
  sharp()(data, { raw: { width, height, channels } })

/** Words as a picture. */
export const fromText = (text: CreateText): Picture => sharp()({ text })

/**
 * Encodes PNG, the same bytes for the same pixels. Level 3 with filters is within 5 % of level 6 in size, on pictures as
 * models make them, and takes two thirds of its time.
 */
export async function encodePng(picture: Picture): Promise<Uint8Array> {
  return bytesOf(
    await picture.png({ compressionLevel: 3, adaptiveFiltering: true, palette: false }).toBuffer(),
  )
}
