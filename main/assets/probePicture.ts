import { AppError } from '#shared/errors.ts'
import type { Size } from '#shared/services.ts'
import { maximumPixels } from '#shared/services.ts'
import { decode, readHeader } from './codec.ts'

/**
 * The size of a picture as it is shown, upright, from its header alone. `name` is what the words of errors call it. Rejects with
 * `picture.large` or `picture.broken`.
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

/** As `measurePicture`, and then all of it is decoded, so that what is cut off or damaged is found. */
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

/** What the codec threw as `picture.broken`: its own words are about the library and mean little to a person. */
export function brokenPicture(name: string, thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown
  return new AppError('picture.broken', `${name} is damaged or cut off: it cannot be decoded as a picture.`, {
    cause: thrown,
  })
}
