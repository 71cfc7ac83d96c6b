import sharp from 'sharp'
import { secret } from './photos.ts'

/** Everything in a file that engines might read differently, and what should not be in it. */
export async function oddities(bytes: Buffer): Promise<readonly string[]> {
  const read = await sharp(bytes).metadata()
  const { format, space, depth, bitsPerSample = 8, isPalette, pages = 1 } = read
  const found = [
    !['png', 'jpeg', 'webp'].includes(format) && format,
    space !== 'srgb' && space !== 'b-w' && space,
    (depth !== 'uchar' || bitsPerSample !== 8) && `${depth} ${bitsPerSample}`,
    isPalette && 'palette',
    pages !== 1 && `${pages} pages`,
    bytes.includes('acTL') && 'frames of a PNG',
    ...(['orientation', 'exif', 'icc', 'xmp', 'iptc', 'comments'] as const).map(
      (key) => read[key] !== undefined && key,
    ),
    bytes.includes(secret) && 'secret',
  ]
  return found.filter((odd) => odd !== false)
}
