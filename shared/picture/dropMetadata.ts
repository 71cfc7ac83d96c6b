import { dropJpegMetadata } from './bareJpeg.ts'
import { AppError } from '../errors.ts'
import { isJpeg } from './jpeg.ts'
import { dropPngMetadata, isPng } from './png.ts'
import { dropWebpMetadata, isWebp } from './webp.ts'

/**
 * The same picture, not encoded again, without EXIF, texts, comments, or pictures behind the picture. What says how its samples are to be
 * shown stays: depth, palette, profile. Null where that cannot be done: another format than PNG, JPEG and WebP, an animation as
 * WebP, or a damaged container, which a codec may read all the same. Which side is up is not looked at.
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
