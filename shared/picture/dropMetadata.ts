import { dropJpegMetadata } from './bareJpeg.ts'
import { AppError } from '../errors.ts'
import { isJpeg } from './jpeg.ts'
import { dropPngMetadata, isPng } from './png.ts'
import { dropWebpMetadata, isWebp } from './webp.ts'

/**
 * The same picture, not re-encoded, without EXIF, texts, comments, or pictures behind the picture. What defines how its
 * samples are shown is kept: depth, palette, profile. Null if that is impossible: another format than PNG, JPEG and
 * WebP, an animated WebP, or a damaged container, which a codec may read nevertheless. The orientation is ignored.
 */
export function dropMetadata(bytes: Uint8Array): Uint8Array | null {
  try {
    if (isPng(bytes)) return dropPngMetadata(bytes)
    if (isJpeg(bytes)) return dropJpegMetadata(bytes)
    if (isWebp(bytes)) return dropWebpMetadata(bytes)
    return null
  } catch (thrown) {
    if (thrown instanceof AppError) return null
    throw thrown
  }
}
