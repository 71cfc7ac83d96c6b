import { AppError } from '#shared/errors.ts'
import type { Media } from '#shared/ports/value.ts'
import type { Images, Size } from '#shared/services.ts'
import { maximumPixels } from '#shared/services.ts'

/** The longest side that a node makes, in pixels. */
export const maximumSide = 16_384

export const describeSize = ({ width, height }: Size): string => `${width} × ${height} pixels`

/** Throws `picture.large` if a picture of this size would have too many pixels: before it is created. */
export function checkSize(size: Size): void {
  if (size.width * size.height > maximumPixels)
    throw new AppError(
      'picture.large',
      `The result would have ${describeSize(size)}; at most ${maximumPixels / 1e6} megapixels can be made.`,
    )
}

/** The size of a picture, without decoding it if the asset store knows it already. */
export async function sizeOf(media: Media, images: Images): Promise<Size> {
  const { width, height } = media
  return width !== undefined && height !== undefined ? { width, height } : images.read(media, 4)
}
