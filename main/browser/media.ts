import { createReadStream } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { pipeline } from 'node:stream/promises'
import { respond, send } from './answer.ts'
import type { MediaOptions } from './mediaFile.ts'
import { replyWithMedia } from './mediaFile.ts'
import type { Thumb } from './route.ts'

/** Sends an asset of the library by its hash, a part of it, or a thumbnail. */
export async function sendMedia(
  request: IncomingMessage,
  response: ServerResponse,
  { sha256, thumb }: { readonly sha256: string; readonly thumb: Thumb | null },
  options: MediaOptions,
): Promise<void> {
  const isHead = request.method === 'HEAD'
  // Ranges only apply to GET.
  const range = isHead ? undefined : request.headers.range
  // Node joins repeated headers, and returns a list only where it knows that it may.
  const ifRange = request.headers['if-range']
  const reply = await replyWithMedia({ sha256, thumb, range, ifRange: ifRange?.toString() }, options)
  if (reply === null) return send(request, response, respond(404, 'There is no such asset.'))
  response.writeHead(reply.status, reply.headers)
  if (isHead || reply.part === null) response.end()
  // Never more than announced, if the file has grown meanwhile.
  else
    await pipeline(createReadStream(reply.path, { start: reply.part.first, end: reply.part.last }), response)
}
