import type { HostClient } from '#shared/api/client.ts'

let client: HostClient | null = null

/** Ties the editor to its host, once, before anything is shown. */
export function connectHost(to: HostClient): void {
  client = to
}

/** The host of this editor. */
export function host(): HostClient {
  if (client === null) throw new Error('no host is connected yet')
  return client
}

/** The path above the pictures. A browser's host has a secret one, which the page learns when it is let in. */
let mediaPath = '/media/'

/** Where the host serves an asset; `thumb` is the longer side in pixels. */
export const mediaUrl = (sha256: string, thumb?: 256 | 512): string =>
  thumb === undefined ? `${mediaPath}${sha256}` : `${mediaPath}${sha256}?thumb=${thumb}`

/** From now on pictures are found below `path`, those that are shown too: a host that was started again has another path. */
export function moveMedia(path: string, within: ParentNode = document): void {
  const before = mediaPath
  mediaPath = path
  if (before === path) return
  for (const element of within.querySelectorAll(`[src^="${before}"]`))
    element.setAttribute('src', path + (element.getAttribute('src') ?? '').slice(before.length))
}
