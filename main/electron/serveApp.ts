import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { Readable } from 'node:stream'
import type { PageFile } from '../browser/page.ts'
import { always, inert, picture, policy } from '../browser/headers.ts'
import { mediaRoute, pageRoute } from '../browser/route.ts'
import type { AssetFolder } from '../assets/assetFolder.ts'
import { endings, mimeOfEnding } from '../assets/mediaFormat.ts'
import type { Thumbnails } from '../assets/thumbnails.ts'
import { ORIGIN } from './origin.ts'

export interface AppFiles {
  /** By path, as in `/index.html`. */
  readonly page: ReadonlyMap<string, PageFile>
  readonly assets: Pick<AssetFolder, 'has' | 'pathOf'>
  readonly thumbnails: Thumbnails
}

/** Where the page of the app finds pictures. */
const MEDIA = '/media/'

/**
 * What `app://patchbay` answers: files of the built page, and pictures of the library by their hash. Nothing that a request
 * says becomes a path.
 */
export async function serveApp(
  { method, url }: Pick<Request, 'method' | 'url'>,
  { page, assets, thumbnails }: AppFiles,
): Promise<Response> {
  if (!url.startsWith(`${ORIGIN}/`)) return refuse(404)
  const address = url.slice(ORIGIN.length)
  const route = address.startsWith(MEDIA)
    ? mediaRoute(method, address.slice(MEDIA.length - 1))
    : pageRoute(method, address, (path) => page.has(path))
  if (route.to === 'refused') return refuse(405)
  if (route.to === 'page') {
    const file = page.get(route.path)
    if (file === undefined) return refuse(404)
    const headers = { ...always, ...policy("'self'"), 'content-type': file.type, 'cache-control': file.cache }
    return new Response(method === 'HEAD' ? null : new Uint8Array(file.bytes), { headers })
  }
  if (route.to !== 'media') return refuse(404)
  const { sha256, thumb } = route
  const ending = endings.find((one) => assets.has(sha256, one))
  const mime = ending === undefined ? undefined : mimeOfEnding(ending)
  if (ending === undefined || mime === undefined) return refuse(404)
  const whole = { path: assets.pathOf(sha256, ending), type: mime }
  const { size } = await stat(whole.path)
  const media = { media: 'image' as const, sha256, mime, bytes: size }
  const small =
    thumb === null || !mime.startsWith('image/')
      ? null
      : await thumbnails.get(media, thumb).then(
          (path) => ({ path, type: 'image/webp' }),
          () => null,
        )
  return sendFile(small ?? whole)
}

function sendFile({ path, type }: { readonly path: string; readonly type: string }): Response {
  // The cast joins two declarations of the same stream.
  const body = Readable.toWeb(createReadStream(path)) as ReadableStream<Uint8Array>
  return new Response(body, { headers: { ...always, ...picture, 'content-type': type } })
}

const refuse = (status: number): Response =>
  new Response(null, { status, headers: { ...always, ...inert, 'content-type': 'text/plain' } })
