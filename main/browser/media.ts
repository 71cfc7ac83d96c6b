import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { pipeline } from 'node:stream/promises'
import type { AssetFolder } from '../services/assetFolder.ts'
import { endings, mimeOfEnding } from '../services/mediaFormat.ts'
import { say, send } from './answer.ts'
import { always, picture } from './headers.ts'
import type { Thumb } from './route.ts'

export interface MediaOptions {
  readonly assets: Pick<AssetFolder, 'has' | 'pathOf'>
  /** A small copy of a picture; null where there is none to be had, and the picture itself goes out. */
  readonly thumbnail?: (path: string, sha256: string, side: Thumb) => Promise<SmallCopy | null>
}

export interface SmallCopy {
  readonly bytes: Uint8Array
  readonly mime: string
}

export interface MediaRequest {
  readonly sha256: string
  readonly thumb: Thumb | null
}

/** Sends an asset of the library, by its hash, with the type that its format has and no other. */
export async function sendMedia(
  request: IncomingMessage,
  response: ServerResponse,
  { sha256, thumb }: MediaRequest,
  { assets, thumbnail }: MediaOptions,
): Promise<void> {
  const ending = endings.find((one) => assets.has(sha256, one))
  const mime = ending === undefined ? undefined : mimeOfEnding(ending)
  if (ending === undefined || mime === undefined) return send(request, response, say(404, 'There is no such asset.'))
  const path = assets.pathOf(sha256, ending)
  const small = thumb === null ? null : await thumbnail?.(path, sha256, thumb).catch(() => null)
  if (small !== null && small !== undefined) {
    const headers = { ...picture, 'content-type': small.mime }
    return send(request, response, { status: 200, headers, body: small.bytes })
  }
  const { size } = await stat(path)
  response.writeHead(200, { ...always, ...picture, 'content-type': mime, 'content-length': String(size) })
  if (request.method === 'HEAD') response.end()
  else await pipeline(createReadStream(path, { end: size - 1 }), response)
}
