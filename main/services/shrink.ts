import type { Media } from '#shared/ports/value.ts'
import type { Size } from '#shared/services.ts'
import { bytesOf } from './bytesOf.ts'
import { decode, fromSamples } from './codec.ts'

/** A picture in fewer bytes. */
export interface Smaller extends Size {
  readonly bytes: Uint8Array
  readonly mime: 'image/webp'
}

/** What is tried, in this order. A mask keeps every value, so that only its size may change. */
const qualities = { image: [95, 88, 80], mask: ['lossless'] } as const
const scales = [1, 0.75, 0.5]

/**
 * A copy of a picture with at most `most` bytes: encoded anew first, then scaled too. Null where half its size is still too
 * much. Rejects where it cannot be decoded.
 */
export async function shrink(
  { media, width = 0, height = 0 }: Media,
  encoded: Uint8Array,
  most: number,
): Promise<Smaller | null> {
  if (media !== 'image' && media !== 'mask') return null
  const { data, info } = await (
    await decode(encoded)
  )
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true })
  const { channels } = info
  for (const scale of scales)
    for (const quality of qualities[media]) {
      const size = { width: Math.round(width * scale), height: Math.round(height * scale) }
      const picture = fromSamples(data, { width: info.width, height: info.height, channels })
      const sized = scale === 1 ? picture : picture.resize({ ...size, fit: 'fill', kernel: 'lanczos3' })
      const made = await sized.webp(quality === 'lossless' ? { lossless: true } : { quality }).toBuffer()
      if (made.length <= most) return { bytes: bytesOf(made), mime: 'image/webp', ...size }
    }
  return null
}
