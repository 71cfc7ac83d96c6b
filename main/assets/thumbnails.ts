import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError } from '#shared/errors.ts'
import { isPicture } from '#shared/media/kinds.ts'
import type { Media } from '#shared/ports/value.ts'
import type { Assets } from '#shared/services.ts'
import { bytesOf } from '../platform/bytesOf.ts'
import { decode } from './codec.ts'
import { brokenPicture } from './probePicture.ts'
import { writeWhole } from '../platform/writeWhole.ts'

/** The maximum of the longer side of a thumbnail, in pixels. */
export const thumbnailSizes = [256, 512] as const
export type ThumbnailSize = (typeof thumbnailSizes)[number]

export interface Thumbnails {
  /**
   * The path of a picture's thumbnail, as WebP: created on demand, and again if it is gone or damaged. A smaller
   * picture keeps its size. Of any other medium, the poster that was stored. Rejects with `input.invalid` if there is
   * none, `file.unreadable`, `picture.broken` or `file.unwritable`.
   */
  get(media: Media, size: ThumbnailSize): Promise<string>
  /**
   * Stores the poster of a medium that is not a picture, which only a page can make: a picture in any known format.
   * Rejects with `input.invalid` for pictures, `picture.broken` or `file.unwritable`.
   */
  keepPoster(media: Pick<Media, 'media' | 'sha256'>, poster: Uint8Array): Promise<void>
}

export interface ThumbnailsOptions {
  /** The folder of the library; thumbnails are below `thumbnails` in it. */
  readonly home: string
  readonly assets: Pick<Assets, 'read'>
}

const QUALITY = 80

/** The name of a thumbnail's file: `aa/aa5f…-256.webp`, by the SHA-256 of the picture. */
export const thumbnailName = (sha256: string, size: ThumbnailSize): string =>
  join(sha256.slice(0, 2), `${sha256}-${size}.webp`)

export function createThumbnails({ home, assets }: ThumbnailsOptions): Thumbnails {
  const underWay = new Map<string, Promise<string>>()
  const pathOf = ({ sha256 }: Pick<Media, 'sha256'>, size: ThumbnailSize): string =>
    join(home, 'thumbnails', thumbnailName(sha256, size))

  const make = async (media: Media, size: ThumbnailSize, path: string): Promise<string> => {
    if (await isSound(path, size)) return path
    const bytes = await assets.read(media)
    await writeWhole(path, await shrink(bytes, size, media))
    return path
  }

  return {
    async get(media, size) {
      const path = pathOf(media, size)
      if (!isPicture(media.media)) {
        if (await isSound(path, size)) return path
        throw new AppError('input.invalid', `No poster was made of this ${media.media}.`)
      }
      const pending = underWay.get(path)
      if (pending !== undefined) return pending
      const work = make(media, size, path).finally(() => underWay.delete(path))
      underWay.set(path, work)
      return work
    },
    async keepPoster(media, poster) {
      if (isPicture(media.media)) throw new AppError('input.invalid', 'A picture is its own poster.')
      for (const size of thumbnailSizes)
        await writeWhole(pathOf(media, size), await shrink(poster, size, media))
    },
  }
}

async function shrink(
  bytes: Uint8Array,
  size: ThumbnailSize,
  { sha256 }: Pick<Media, 'sha256'>,
): Promise<Uint8Array> {
  try {
    const small = (await decode(bytes)).resize({
      width: size,
      height: size,
      fit: 'inside',
      withoutEnlargement: true,
    })
    return bytesOf(await small.webp({ quality: QUALITY }).toBuffer())
  } catch (thrown) {
    throw brokenPicture(`the asset ${sha256}`, thrown)
  }
}

/** Whether the file of a thumbnail is valid: it is decoded, which is cheap at its size. */
async function isSound(path: string, size: ThumbnailSize): Promise<boolean> {
  try {
    const { info } = await (await decode(await readFile(path))).raw().toBuffer({ resolveWithObject: true })
    return Math.max(info.width, info.height) <= size
  } catch {
    return false
  }
}
