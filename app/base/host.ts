import type { HostClient } from '#shared/api/client.ts'
import { definePart } from './editor.ts'
import type { Editor } from './editor.ts'

interface HostLink {
  client: HostClient | null
  /** The URL path of the pictures. In a browser it is secret, and the page receives it when the host admits it. */
  mediaPath: string
}

const hostLink = definePart((): HostLink => ({ client: null, mediaPath: '/media/' }))

/** Connects the editor to its host. Called once, before anything is shown. */
export function connectHost(editor: Editor, to: HostClient): void {
  editor.get(hostLink).client = to
}

/** The host of this editor. */
export function host(editor: Editor): HostClient {
  const { client } = editor.get(hostLink)
  if (client === null) throw new Error('no host is connected yet')
  return client
}

/** Where the host serves an asset; `thumb` is the longer side in pixels. */
export const mediaUrl = (editor: Editor, sha256: string, thumb?: 256 | 512): string =>
  `${editor.get(hostLink).mediaPath}${sha256}${thumb === undefined ? '' : `?thumb=${thumb}`}`

/**
 * Serves pictures from `path` from now on, including those already shown: a host that was restarted has another path.
 */
export function moveMedia(editor: Editor, path: string, within: ParentNode = document): void {
  const link = editor.get(hostLink)
  const before = link.mediaPath
  link.mediaPath = path
  if (before === path) return
  for (const element of within.querySelectorAll(`[src^="${before}"]`))
    element.setAttribute('src', path + (element.getAttribute('src') ?? '').slice(before.length))
}
