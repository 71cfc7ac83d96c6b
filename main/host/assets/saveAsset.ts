import { readFile } from 'node:fs/promises'
import { AppError } from '#shared/errors.ts'
import { sniffFormat } from '#shared/media/formats.ts'
import { kindOfFormat } from '#shared/media/kinds.ts'
import type { Media } from '#shared/ports/value.ts'
import type { Content, ReceivedFile } from '#shared/services.ts'
import { headOf } from '#shared/services.ts'
import type { AssetStore } from '../../assets/assets.ts'
import type { Thumbnails } from '../../assets/thumbnails.ts'

/**
 * Stores a file of the user. Its kind follows from its bytes: an unknown format is refused as a picture, with a message
 * that names it. Rejects with `picture.*` or `file.unwritable`.
 */
export async function saveAsset(
  assets: Pick<AssetStore, 'put'>,
  name: string,
  content: Content,
  as?: 'file',
): Promise<Media> {
  const format = sniffFormat(headOf(content))
  return assets.put(
    content,
    as ?? (format === null ? 'image' : kindOfFormat(format)),
    { from: 'file', name },
    { name, isGuess: true },
  )
}

/** The asset with this SHA-256. Rejects with `file.unreadable` if there is none. */
export async function openAsset(
  assets: Pick<AssetStore, 'resolve' | 'kindsOf'>,
  sha256: string,
): Promise<Media> {
  let refused: AppError | undefined
  for (const kind of assets.kindsOf(sha256)) {
    try {
      return await assets.resolve({ asset: sha256 }, kind)
    } catch (thrown) {
      // It exists with another kind.
      if (!(thrown instanceof AppError) || thrown.code !== 'picture.broken') throw thrown
      refused ??= thrown
    }
  }
  if (refused === undefined) return assets.resolve({ asset: sha256 }, 'file')
  throw refused
}

export interface PosterStore {
  readonly assets: Pick<AssetStore, 'kindsOf'>
  readonly thumbnails: Pick<Thumbnails, 'keepPoster'>
}

/** The maximum size of a poster, in bytes: of 512 pixels a side it has a tenth of that. */
const MAX_POSTER_BYTES = 500_000

/**
 * Stores the poster that a page made of an asset. Rejects with `picture.large`, or with `file.unreadable` if there is no
 * such asset.
 */
export async function savePoster(
  { assets, thumbnails }: PosterStore,
  sha256: string,
  poster: ReceivedFile,
): Promise<Readonly<Record<string, never>>> {
  if (poster.size > MAX_POSTER_BYTES)
    throw new AppError('picture.large', `A poster has at most ${MAX_POSTER_BYTES} bytes.`)
  const [media] = assets.kindsOf(sha256)
  if (media === undefined)
    throw new AppError('file.unreadable', `The library has no asset ${sha256}.`, { data: { asset: sha256 } })
  await thumbnails.keepPoster({ media, sha256 }, await readFile(poster.path))
  return {}
}
