import { stat } from 'node:fs/promises'
import { endings } from '#shared/media/formats.ts'
import { isPicture, kindOfEnding, mimeOfEnding } from '#shared/media/kinds.ts'
import type { Media, MediaKind } from '#shared/ports/value.ts'
import type { Log } from '#shared/services.ts'
import type { AssetFolder } from '../assets/assetFolder.ts'
import type { Thumbnails } from '../assets/thumbnails.ts'
import type { ByteRange } from './byteRange.ts'
import { byteRange } from './byteRange.ts'
import { always, inert, picture } from './headers.ts'
import type { Thumb } from './route.ts'

export interface MediaOptions {
  readonly assets: Pick<AssetFolder, 'has' | 'pathOf'>
  readonly thumbnails: Pick<Thumbnails, 'get'>
  readonly log?: Log | undefined
}

export interface MediaRequest {
  readonly sha256: string
  readonly thumb: Thumb | null
  /** The headers `Range` and `If-Range`, if the request has them. */
  readonly range: string | null | undefined
  readonly ifRange: string | null | undefined
}

/** The answer with an asset's bytes: all of them, or a part. */
export interface MediaReply {
  readonly status: 200 | 204 | 206 | 416
  readonly headers: Readonly<Record<string, string>>
  readonly path: string
  /** The part of the file to send; null for none. */
  readonly part: ByteRange | null
}

/** A file with its only served type. */
interface Sent {
  readonly path: string
  readonly mime: string
  readonly size: number
  /** Identifies the bytes, as in an `ETag`. */
  readonly tag: string
}

/**
 * The answer to a request for an asset of the library, by its hash, with the type of its format and no other; or for a
 * thumbnail of it. Of a damaged picture, which has none, the picture itself is sent; of anything else, its poster, or
 * nothing (204) while nobody has made one. A player requests the part that it shows. Null: there is no such asset.
 */
export async function replyWithMedia(
  request: MediaRequest,
  options: MediaOptions,
): Promise<MediaReply | null> {
  const { sha256, thumb, range, ifRange } = request
  const ending = endings.find((one) => options.assets.has(sha256, one))
  const mime = ending === undefined ? undefined : mimeOfEnding(ending)
  if (ending === undefined || mime === undefined) return null
  const whole = await look(options.assets.pathOf(sha256, ending), mime, `"${sha256}"`)
  const kind = kindOfEnding(ending) ?? 'file'
  const small = thumb === null ? null : await shrink({ ...whole, kind, sha256 }, thumb, options)
  if (small === null && thumb !== null && !isPicture(kind))
    return { status: 204, headers: { ...always, ...inert }, path: whole.path, part: null }
  const { path, size, mime: type, tag } = small ?? whole
  const headers = { ...always, ...picture, 'content-type': type, 'accept-ranges': 'bytes', etag: tag }
  // Parts of other bytes than the client has would not fit together.
  const asked = ifRange === null || ifRange === undefined || ifRange === tag ? byteRange(range, size) : null
  if (asked === 'none') {
    const refused = { ...always, ...inert, 'content-range': `bytes */${size}`, 'content-length': '0' }
    return { status: 416, headers: refused, path, part: null }
  }
  if (asked === null) {
    const part = size === 0 ? null : { first: 0, last: size - 1 }
    return { status: 200, headers: { ...headers, 'content-length': String(size) }, path, part }
  }
  const { first, last } = asked
  const ranged = {
    'content-range': `bytes ${first}-${last}/${size}`,
    'content-length': String(last - first + 1),
  }
  return { status: 206, headers: { ...headers, ...ranged }, path, part: asked }
}

const look = async (path: string, mime: string, tag: string): Promise<Sent> => ({
  path,
  mime,
  size: (await stat(path)).size,
  tag,
})

async function shrink(
  { kind, sha256, mime, size }: Sent & Pick<Media, 'sha256'> & { readonly kind: MediaKind },
  thumb: Thumb,
  { thumbnails, log }: Pick<MediaOptions, 'thumbnails' | 'log'>,
): Promise<Sent | null> {
  try {
    const path = await thumbnails.get({ media: kind, sha256, mime, bytes: size }, thumb)
    return await look(path, 'image/webp', `"${sha256}-${thumb}"`)
  } catch (thrown) {
    log?.debug('thumbnail.failed', { sha256, error: thrown })
    return null
  }
}
