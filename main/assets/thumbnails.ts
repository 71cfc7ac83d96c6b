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
   * picture keeps its size. Rejects with `input.invalid` for films and sounds, `file.unreadable`, `picture.broken` or
   * `file.unwritable`.
   */
  get(media: Media, size: ThumbnailSize): Promise<string>
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

  const make = async (media: Media, size: ThumbnailSize, path: string): Promise<string> => {
    if (await isSound(path, size)) return path
    const bytes = await assets.read(media)
    await writeWhole(path, await shrink(bytes, size, media))
    return path
  }

  return {
    async get(media, size) {
      if (!isPicture(media.media))
        throw new AppError('input.invalid', `Only pictures have thumbnails, not ${media.media}.`)
      const path = join(home, 'thumbnails', thumbnailName(media.sha256, size))
      const pending = underWay.get(path)
      if (pending !== undefined) return pending
      const work = make(media, size, path).finally(() => underWay.delete(path))
      underWay.set(path, work)
      return work
    },
  }
}

async function shrink(bytes: Uint8Array, size: ThumbnailSize, { sha256 }: Media): Promise<Uint8Array> {
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
