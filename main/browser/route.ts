/** Where a request leads. */
export type Route =
  | { readonly to: 'page'; readonly path: string }
  | { readonly to: 'exchange' }
  | { readonly to: 'admission' }
  | { readonly to: 'media'; readonly sha256: string; readonly thumb: Thumb | null }
  | { readonly to: 'none' }
  | { readonly to: 'refused'; readonly allow: string }

/** The longer side of a small copy, in pixels. */
export type Thumb = 256 | 512

const media = /^\/media\/([0-9a-f]{64})(?:\?thumb=(256|512))?$/

/**
 * The route of a request as it stands in its first line. Nothing is decoded, joined or cleaned up: an address is one of
 * ours letter by letter, or none.
 */
export function routeOf(method: string, address: string, isPage: (path: string) => boolean): Route {
  const reads = method === 'GET' || method === 'HEAD'
  if (address === '/session')
    return method === 'POST'
      ? { to: 'exchange' }
      : reads
        ? { to: 'admission' }
        : { to: 'refused', allow: 'GET, HEAD, POST' }
  const path = address === '/' ? '/index.html' : address
  const picture = media.exec(address)
  if (!isPage(path) && picture === null) return { to: 'none' }
  if (!reads) return { to: 'refused', allow: 'GET, HEAD' }
  if (picture === null) return { to: 'page', path }
  const [, sha256 = '', thumb] = picture
  return { to: 'media', sha256, thumb: thumb === undefined ? null : thumb === '256' ? 256 : 512 }
}
