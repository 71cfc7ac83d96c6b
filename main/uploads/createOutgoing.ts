import { factsOf } from '#shared/media/kinds.ts'
import type { Size } from '#shared/services.ts'
import type { Media } from '#shared/ports/value.ts'
import type { Outgoing, SentPicture } from '#main/jobs/sendMedia.ts'
import type { MediaLimits } from '#main/jobs/mediaLimits.ts'
import { sha256Of } from '../assets/assetFolder.ts'
import type { AssetStore } from '../assets/assets.ts'
import type { PreparedPicture } from '../assets/preparePicture.ts'
import { preparePicture } from '../assets/preparePicture.ts'
import { createBareFiles } from './createBareFiles.ts'

/** Less than this is done immediately: starting a thread takes longer. */
const SMALL_BYTES = 2 ** 19
const SMALL_PIXELS = 2 ** 19
/** The limits of the cache of prepared pictures, in bytes and in pictures. */
const MAX_CACHED_BYTES = 2 ** 25
const MAX_CACHED = 1000

/** The size that a picture is encoded for: that of an upload, or what fits into a request. */
export const preparedSize = ({ upload, inline }: MediaLimits): number =>
  upload?.bytes ?? inline.image?.bytes ?? Infinity

export interface OutgoingOptions {
  readonly assets: Pick<AssetStore, 'read' | 'stream' | 'pathOf'>
  /** The target size of a picture that is encoded again. */
  readonly maxBytes: number
  /** As `preparePicture`, on another thread. */
  readonly elsewhere: typeof preparePicture
}

/**
 * Media as engines get them, see `preparePicture` for pictures and `createBareFiles` for other files. The same asset is
 * prepared once, however many jobs send it, as long as the result fits into the cache.
 */
export function createOutgoing({ assets, maxBytes, elsewhere }: OutgoingOptions): Outgoing {
  const bareFile = createBareFiles(assets)
  const cache = new Map<string, Promise<PreparedPicture>>()
  let cachedBytes = 0

  async function prepare(media: Media, fit: Size | null): Promise<PreparedPicture> {
    const bytes = await assets.read(media)
    const options = { fit, maxBytes }
    const { width = Infinity, height = Infinity } = media
    const isSmall =
      bytes.length < SMALL_BYTES &&
      width * height < SMALL_PIXELS &&
      (fit?.width ?? 0) * (fit?.height ?? 0) < SMALL_PIXELS
    return isSmall ? preparePicture(media, bytes, options) : elsewhere(media, bytes, options)
  }

  function shared(media: Media, fit: Size | null): Promise<PreparedPicture> {
    const key = `${media.media} ${media.sha256} ${fit?.width} ${fit?.height}`
    const cached = cache.get(key)
    if (cached !== undefined) return cached
    const prepared = prepare(media, fit)
    cache.set(key, prepared)
    prepared.then(
      ({ copy }) => {
        cachedBytes += copy?.bytes.length ?? 0
        if (cachedBytes <= MAX_CACHED_BYTES && cache.size <= MAX_CACHED) return
        cache.clear()
        cachedBytes = 0
      },
      () => cache.delete(key),
    )
    return prepared
  }

  return async (media, fit): Promise<SentPicture> => {
    if (factsOf[media.media].sentAs === 'file') return bareFile(media)
    const { copy, size, isPlain } = await shared(media, fit)
    if (copy === null) return { media: { ...media, ...size }, isPlain, read: () => assets.read(media) }
    const { bytes, mime } = copy
    const sent = { ...media, ...size, mime, bytes: bytes.length, sha256: await sha256Of(bytes) }
    return { media: sent, isPlain, read: () => Promise.resolve(bytes) }
  }
}
