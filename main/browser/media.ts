import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { pipeline } from 'node:stream/promises'
import type { Log } from '#shared/services.ts'
import type { AssetFolder } from '../assets/assetFolder.ts'
import { endings, mimeOfEnding } from '../assets/mediaFormat.ts'
import type { Thumbnails } from '../assets/thumbnails.ts'
import { respond, send } from './answer.ts'
import { always, picture } from './headers.ts'
import type { Thumb } from './route.ts'

export interface MediaOptions {
  readonly assets: Pick<AssetFolder, 'has' | 'pathOf'>
  readonly thumbnails: Thumbnails
  readonly log?: Log | undefined
}

export interface MediaRequest {
  readonly sha256: string
  readonly thumb: Thumb | null
}

/** A file with the one type that it goes out as. */
interface Sent {
  readonly path: string
  readonly mime: string
  readonly size: number
}

/**
 * Sends an asset of the library, by its hash, with the type that its format has and no other; or a small copy of it. Where
 * no copy can be made, of films as of what is damaged, the asset itself goes out.
 */
export async function sendMedia(
  request: IncomingMessage,
  response: ServerResponse,
  { sha256, thumb }: MediaRequest,
  { assets, thumbnails, log }: MediaOptions,
): Promise<void> {
  const ending = endings.find((one) => assets.has(sha256, one))
  const mime = ending === undefined ? undefined : mimeOfEnding(ending)
  if (ending === undefined || mime === undefined)
    return send(request, response, respond(404, 'There is no such asset.'))
  const whole = await look(assets.pathOf(sha256, ending), mime)
  const small = thumb === null ? null : await shrink(sha256, whole, thumb, { thumbnails, log })
  const { path, size, mime: type } = small ?? whole
  response.writeHead(200, { ...always, ...picture, 'content-type': type, 'content-length': String(size) })
  if (request.method === 'HEAD') response.end()
  // Never more than was promised, should the file have grown meanwhile.
  else await pipeline(createReadStream(path, { end: Math.max(0, size - 1) }), response)
}

const look = async (path: string, mime: string): Promise<Sent> => ({
  path,
  mime,
  size: (await stat(path)).size,
})

async function shrink(
  sha256: string,
  { mime, size }: Sent,
  thumb: Thumb,
  { thumbnails, log }: Pick<MediaOptions, 'thumbnails' | 'log'>,
): Promise<Sent | null> {
  if (!mime.startsWith('image/')) return null
  try {
    return await look(
      await thumbnails.get({ media: 'image', sha256, mime, bytes: size }, thumb),
      'image/webp',
    )
  } catch (thrown) {
    log?.debug('thumbnail.failed', { sha256, error: thrown })
    return null
  }
}
