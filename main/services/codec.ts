import type { Sharp } from 'sharp'
import sharp from 'sharp'
import { maximumPixels } from '#shared/services.ts'

// Nothing is decoded twice from the same buffer, so what libvips would keep for that is memory lost.
sharp.cache(false)
// Pictures are worked on side by side; one thread each leaves the machine to its owner.
sharp.concurrency(1)

/**
 * A decoder for a whole picture of at most 32 megapixels: the first one of an animation, upright, in sRGB. What is cut
 * off or damaged fails; a warning alone does not.
 */
export function decode(bytes: Uint8Array): Sharp {
  return sharp(bytes, { limitInputPixels: maximumPixels, failOn: 'error' }).autoOrient().toColourspace('srgb')
}

/**
 * Encodes PNG, the same bytes for the same pixels. Level 3 with filters is within 5 % of level 6 in size, on pictures as
 * models make them, and takes two thirds of its time.
 */
export async function encodePng(picture: Sharp): Promise<Uint8Array> {
  return bytesOf(
    await picture.png({ compressionLevel: 3, adaptiveFiltering: true, palette: false }).toBuffer(),
  )
}

/** The same bytes without Node's methods, so that nobody comes to rely on them. */
export const bytesOf = ({ buffer, byteOffset, byteLength }: Buffer): Uint8Array =>
  new Uint8Array(buffer, byteOffset, byteLength)
