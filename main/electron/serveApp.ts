import { createReadStream } from 'node:fs'
import { Readable } from 'node:stream'
import type { Session } from '../host/createSession.ts'
import type { PageFile } from '../browser/page.ts'
import { always, inert, policy } from '../browser/headers.ts'
import type { MediaOptions, MediaReply } from '../browser/mediaFile.ts'
import { replyWithMedia } from '../browser/mediaFile.ts'
import { receiveUpload } from '../browser/receiveUpload.ts'
import { mediaRoute, pageRoute } from '../browser/route.ts'
import { ORIGIN } from './origin.ts'

type AppRequest = Pick<Request, 'method' | 'url' | 'headers'> & {
  readonly body?: AsyncIterable<Uint8Array> | null
}

export interface AppFiles extends MediaOptions {
  readonly session: Pick<Session, 'receive'>
  /** By path, as in `/index.html`. */
  readonly page: ReadonlyMap<string, PageFile>
}

/** Where the page sends files. */
const UPLOAD = '/upload'

/** The app's path to pictures. */
const MEDIA = '/media/'

/**
 * Serves `app://patchbay`: files of the built page, and pictures of the library by their hash. No part of a request
 * becomes a path.
 */
export async function serveApp(request: AppRequest, files: AppFiles): Promise<Response> {
  const { method, url, headers: asked } = request
  if (!url.startsWith(`${ORIGIN}/`)) return refuse(404)
  const address = url.slice(ORIGIN.length)
  if (address === UPLOAD) return upload(request, files)
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

/** Receives a file. Another origin's page, of which there should be none, may not send one. */
async function upload({ method, headers, body }: AppRequest, { session }: AppFiles): Promise<Response> {
  const origin = headers.get('origin')
  if (method !== 'PUT' || (origin !== null && origin !== ORIGIN)) return refuse(405)
  const reply = await receiveUpload(session, body ?? new ReadableStream<Uint8Array>())
  const answered = { ...always, ...inert, 'content-type': 'application/json' }
  return new Response(reply.body, { status: reply.status, headers: answered })
}

function respondWith({ status, headers, path, part }: MediaReply, isHead: boolean): Response {
  if (isHead || part === null) return new Response(null, { status, headers })
  const file = createReadStream(path, { start: part.first, end: part.last })
  // The cast joins two declarations of the same stream.
  return new Response(Readable.toWeb(file) as ReadableStream<Uint8Array>, { status, headers })
}

const refuse = (status: number): Response =>
  new Response(null, { status, headers: { ...always, ...inert, 'content-type': 'text/plain' } })
