import { AppError } from '../errors.ts'
import { bareJpeg } from './bareJpeg.ts'
import { isJpeg } from './jpeg.ts'
import { barePng, isPng } from './png.ts'
import { isSrgbProfile } from './srgbProfile.ts'
import { bareWebp, isWebp } from './webp.ts'
import type { Zlib } from './zlib.ts'

/**
 * The same samples with nothing else: no EXIF, texts, comments, profile, or pictures behind the picture. The same bytes
 * if nothing had to be removed. Null if the samples are not plain: eight bits, sRGB, one frame, in PNG, JPEG or WebP;
 * and if the container is damaged, which a codec may read nevertheless. The orientation is ignored.
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
