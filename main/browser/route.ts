/** The target of a request. */
export type Route =
  | { readonly to: 'page'; readonly path: string }
  | { readonly to: 'media'; readonly sha256: string; readonly thumb: Thumb | null }
  | { readonly to: 'none' }
  | { readonly to: 'refused'; readonly allow: string }

/** The longer side of a thumbnail, in pixels. */
export type Thumb = 256 | 512

const media = /^\/([0-9a-f]{64})(?:\?thumb=(256|512))?$/

const isRead = (method: string): boolean => method === 'GET' || method === 'HEAD'
const readOnly: Route = { to: 'refused', allow: 'GET, HEAD' }

/**
 * The file of the page that a request asks for, by its request line. Nothing is decoded, joined or cleaned up: an
 * address matches letter by letter, or not at all.
 */
export function pageRoute(method: string, address: string, isPage: (path: string) => boolean): Route {
  const path = address === '/' ? '/index.html' : address
  if (!isPage(path)) return { to: 'none' }
  return isRead(method) ? { to: 'page', path } : readOnly
}

/**
 * The asset that a request below the media path asks for: `/<sha256>`, with `?thumb=256` or `?thumb=512` a thumbnail.
 */
export function mediaRoute(method: string, path: string): Route {
  const match = media.exec(path)
  if (match === null) return { to: 'none' }
  if (!isRead(method)) return readOnly
  const [, sha256 = '', thumb] = match
  return { to: 'media', sha256, thumb: thumb === undefined ? null : thumb === '256' ? 256 : 512 }
}

const download = /^\/download\/([0-9a-f-]{36})$/

/**
 * Below the host's path: whether a page asks if it is admitted (`/session`), uploads a file (`/upload`), or downloads
 * one that was exported (`/download/<id>`).
 */
export function sessionRoute(
  method: string,
  path: string,
):
  | Route
  | { readonly to: 'admission' }
  | { readonly to: 'upload' }
  | { readonly to: 'download'; readonly id: string } {
  if (path === '/upload') return method === 'PUT' ? { to: 'upload' } : { to: 'refused', allow: 'PUT' }
  const id = download.exec(path)?.[1]
  if (id !== undefined) return method === 'GET' ? { to: 'download', id } : { to: 'refused', allow: 'GET' }
  if (path !== '/session') return { to: 'none' }
  return isRead(method) ? { to: 'admission' } : readOnly
}
