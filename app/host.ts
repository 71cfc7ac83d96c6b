import type { HostClient } from '#shared/ipc/client.ts'

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

/** Where the host serves an asset; `thumb` is the longer side in pixels. */
export const mediaUrl = (sha256: string, thumb?: 256 | 512): string =>
  thumb === undefined ? `/media/${sha256}` : `/media/${sha256}?thumb=${thumb}`
