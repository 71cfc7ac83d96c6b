import { AppError } from '#shared/errors.ts'
import type { Size } from '#shared/services.ts'
import { maximumPixels } from '#shared/services.ts'
import { decode, readHeader } from './codec.ts'

/**
 * The size of a picture as displayed, upright, from its header alone. `name` is its name in error messages. Rejects
 * with `picture.large` or `picture.broken`.
 */
export async function measurePicture(bytes: Uint8Array, name: string): Promise<Size> {
  try {
    const { autoOrient } = await readHeader(bytes)
    const size = { width: autoOrient.width, height: autoOrient.height }
    checkPixels(size, name)
    return size
  } catch (thrown) {
    throw brokenPicture(name, thrown)
  }
}

/** Like `measurePicture`, and then decodes all of it to find truncated or damaged data. */
export async function probePicture(bytes: Uint8Array, name: string): Promise<Size> {
  const size = await measurePicture(bytes, name)
  try {
    await (await decode(bytes)).raw().toBuffer()
    return size
  } catch (thrown) {
    throw brokenPicture(name, thrown)
  }
}

/** Throws `picture.large`. */
export function checkPixels({ width, height }: Size, name: string): void {
  if (width * height <= maximumPixels) return
  throw new AppError(
    'picture.large',
    `${name} has ${width} × ${height} pixels; at most ${maximumPixels / 1e6} megapixels can be used.`,
    { data: { width, height } },
  )
}

/** The codec's error as `picture.broken`: its own message is about the library and means little to the user. */
export function brokenPicture(name: string, thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown
  return new AppError('picture.broken', `${name} is damaged or cut off: it cannot be decoded as a picture.`, {
    cause: thrown,
  })
}
