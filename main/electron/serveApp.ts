import { createReadStream } from 'node:fs'
import { Readable } from 'node:stream'
import type { PageFile } from '../browser/page.ts'
import { always, inert, policy } from '../browser/headers.ts'
import type { MediaOptions, MediaReply } from '../browser/mediaFile.ts'
import { replyWithMedia } from '../browser/mediaFile.ts'
import { mediaRoute, pageRoute } from '../browser/route.ts'
import { ORIGIN } from './origin.ts'

export interface AppFiles extends MediaOptions {
  /** By path, as in `/index.html`. */
  readonly page: ReadonlyMap<string, PageFile>
}

/** The app's path to pictures. */
const MEDIA = '/media/'

/**
 * Serves `app://patchbay`: files of the built page, and pictures of the library by their hash. No part of a request
 * becomes a path.
 */
export async function serveApp(
  { method, url, headers: asked }: Pick<Request, 'method' | 'url' | 'headers'>,
  files: AppFiles,
): Promise<Response> {
  if (!url.startsWith(`${ORIGIN}/`)) return refuse(404)
  const address = url.slice(ORIGIN.length)
  const route = address.startsWith(MEDIA)
    ? mediaRoute(method, address.slice(MEDIA.length - 1))
    : pageRoute(method, address, (path) => files.page.has(path))
  if (route.to === 'refused') return refuse(405)
  if (route.to === 'page') {
    const file = files.page.get(route.path)
    if (file === undefined) return refuse(404)
    const headers = { ...always, ...policy("'self'"), 'content-type': file.type, 'cache-control': file.cache }
    return new Response(method === 'HEAD' ? null : new Uint8Array(file.bytes), { headers })
  }
  if (route.to !== 'media') return refuse(404)
  const isHead = method === 'HEAD'
  const range = isHead ? null : asked.get('range')
  const { sha256, thumb } = route
  const reply = await replyWithMedia({ sha256, thumb, range, ifRange: asked.get('if-range') }, files)
  return reply === null ? refuse(404) : respondWith(reply, isHead)
}

function respondWith({ status, headers, path, part }: MediaReply, isHead: boolean): Response {
  if (isHead || part === null) return new Response(null, { status, headers })
  const file = createReadStream(path, { start: part.first, end: part.last })
  // The cast joins two declarations of the same stream.
  return new Response(Readable.toWeb(file) as ReadableStream<Uint8Array>, { status, headers })
}

const refuse = (status: number): Response =>
  new Response(null, { status, headers: { ...always, ...inert, 'content-type': 'text/plain' } })
