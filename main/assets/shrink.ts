import { lanczos3, triangle } from '#shared/picture/kernels.ts'
import { resample } from '#shared/picture/resample.ts'
import type { Media } from '#shared/ports/value.ts'
import type { Size } from '#shared/services.ts'
import { bytesOf } from '../platform/bytesOf.ts'
import { fromPixels, isOpaque as hasNoAlpha, readColour, readGrey } from './images.ts'

/** A picture in fewer bytes. */
export interface Smaller extends Size {
  readonly bytes: Uint8Array
  readonly mime: 'image/webp'
}

/** What a smaller copy must fit into: bytes, and width times height. */
export interface SizeLimits {
  readonly bytes: number
  readonly pixels?: number
}

/** The attempts, in order. A mask keeps every value, so only its size may change. */
const qualities = { image: [95, 88, 80], mask: ['lossless'] } as const
const scales = [1, 0.75, 0.5]
/** Scaled like in nodes: black in a mask stays black. */
const kernels = { image: lanczos3, mask: triangle } as const

/**
 * A copy of a picture within the limits: re-encoded first, then scaled too. Null if half its size is still too much. Rejects if it cannot be decoded.
 */
export async function shrink(
  { media, width = 0, height = 0 }: Media,
  encoded: Uint8Array,
  { bytes: maxBytes, pixels: maxPixels = Infinity }: SizeLimits,
): Promise<Smaller | null> {
  if (media !== 'image' && media !== 'mask') return null
  const pixels = media === 'mask' ? await readGrey(encoded) : await readColour(encoded)
  const isOpaque = pixels.channels === 4 && hasNoAlpha(pixels.data)
  for (const scale of scales) {
    const size = { width: Math.round(width * scale), height: Math.round(height * scale) }
    if (size.width * size.height > maxPixels) continue
    const sized = scale === 1 ? pixels : resample(pixels, size, kernels[media])
    for (const quality of qualities[media]) {
      const loss = quality === 'lossless' ? { lossless: true } : { quality }
      // Lossless: colour under alpha 0 is what a model is to paint over.
      const picture = isOpaque ? fromPixels(sized).removeAlpha() : fromPixels(sized)
      const made = await picture.webp({ ...loss, exact: true }).toBuffer()
      if (made.length <= maxBytes) return { bytes: bytesOf(made), mime: 'image/webp', ...size }
    }
  }
  return null
}
