import { AppError } from '../errors.ts'
import { bareJpeg } from './bareJpeg.ts'
import { isJpeg } from './jpeg.ts'
import { barePng, isPng } from './png.ts'
import { isSrgbProfile } from './srgbProfile.ts'
import { bareWebp, isWebp } from './webp.ts'
import type { Zlib } from './zlib.ts'

/**
 * The same samples with nothing beside them: no EXIF, texts, comments, profile, or pictures behind the picture. The bytes themselves where
 * nothing had to go. Null where the samples are not plain: eight bits, sRGB, one frame, in PNG, JPEG or WebP; and where the
 * container is damaged, which a codec may read all the same. Which side is up is not looked at.
 */
export function barePicture(bytes: Uint8Array, zlib: Pick<Zlib, 'inflate'>): Uint8Array | null {
  try {
    if (isPng(bytes)) return barePng(bytes, isSrgbProfile, zlib)
    if (isJpeg(bytes)) return bareJpeg(bytes, isSrgbProfile)
    if (isWebp(bytes)) return bareWebp(bytes, isSrgbProfile)
    return null
  } catch (thrown) {
    if (thrown instanceof AppError) return null
    throw thrown
  }
}
