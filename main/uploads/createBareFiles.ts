import { createHash } from 'node:crypto'
import type { Media } from '#shared/ports/value.ts'
import { factsOf } from '#shared/media/kinds.ts'
import type { SentPicture } from '#main/jobs/sendMedia.ts'
import type { AssetStore } from '../assets/assets.ts'
import { findMetadataOf } from '../assets/bare/findMetadata.ts'
import type { Overwrite } from '../assets/bare/overwrite.ts'
import { overwrite, overwriteBytes } from '../assets/bare/overwrite.ts'

/** How many files are remembered. */
const MAX_CACHED = 1000

interface Bare {
  readonly parts: readonly Overwrite[]
  /** Of the bytes that are sent. */
  readonly sha256: string
}

/**
 * Files as engines get them: films and sounds without the metadata of their source, see `findMetadata`, everything else
 * as it is. Each is looked into once. Rejects with `file.unreadable`.
 */
export function createBareFiles(
  assets: Pick<AssetStore, 'read' | 'stream' | 'pathOf'>,
): (media: Media) => Promise<SentPicture> {
  const cache = new Map<string, Promise<Bare>>()

  async function find(media: Media): Promise<Bare> {
    const parts = await findMetadataOf(assets.pathOf(media))
    if (parts.length === 0) return { parts, sha256: media.sha256 }
    const hash = createHash('sha256')
    for await (const piece of overwrite(assets.stream(media), parts)) hash.update(piece)
    return { parts, sha256: hash.digest('hex') }
  }

  function shared(media: Media): Promise<Bare> {
    const cached = cache.get(media.sha256)
    if (cached !== undefined) return cached
    const found = find(media)
    if (cache.size >= MAX_CACHED) cache.clear()
    cache.set(media.sha256, found)
    found.catch(() => cache.delete(media.sha256))
    return found
  }

  return async (media) => {
    const asIs = { media, isPlain: true, read: () => assets.read(media), stream: () => assets.stream(media) }
    if (factsOf[media.media].reader !== 'container') return asIs
    const { parts, sha256 } = await shared(media)
    if (parts.length === 0) return asIs
    return {
      media: { ...media, sha256 },
      isPlain: true,
      read: async () => overwriteBytes(await assets.read(media), parts),
      stream: () => overwrite(assets.stream(media), parts),
    }
  }
}
