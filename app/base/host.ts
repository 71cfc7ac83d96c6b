import { z } from 'zod'
import type { HostClient } from '#shared/api/client.ts'
import { AppError, ErrorData } from '#shared/errors.ts'
import { definePart } from './editor.ts'
import type { Editor } from './editor.ts'

interface HostLink {
  client: HostClient | null
  /** The URL path of the host itself, with the secret part that a browser receives like that of the pictures. */
  hostPath: string
  /** The URL path of the pictures. In a browser it is secret, and the page receives it when the host admits it. */
  mediaPath: string
}

const hostLink = definePart((): HostLink => ({ client: null, hostPath: '/', mediaPath: '/media/' }))

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

const UploadAnswer = z.union([z.object({ upload: z.string() }), z.object({ error: ErrorData })])

/**
 * Sends a file to the host, whatever its size. Resolves with the id by which requests name it. Rejects with
 * `picture.large`, `file.unwritable`, or `host.gone` if the host is unreachable.
 */
export async function uploadFile(editor: Editor, file: Blob): Promise<string> {
  const address = `${editor.get(hostLink).hostPath}upload`
  const answer = await sendFile(address, file).catch((cause: unknown) => {
    throw new AppError('host.gone', 'The file did not arrive: the host cannot be reached.', { cause })
  })
  if ('upload' in answer) return answer.upload
  const { code, message, data } = answer.error
  throw new AppError(code, message, data === undefined ? {} : { data })
}

async function sendFile(address: string, file: Blob): Promise<z.infer<typeof UploadAnswer>> {
  const headers = { 'content-type': 'application/octet-stream' }
  const response = await fetch(address, { method: 'PUT', headers, body: file })
  return UploadAnswer.parse(await response.json())
}

/** Where the host serves a file that it exported, by the id that it gave for it. */
export const exportUrl = (editor: Editor, id: string): string =>
  `${editor.get(hostLink).hostPath}download/${id}`

/** Uploads go to `path` from now on. */
export function moveHost(editor: Editor, path: string): void {
  editor.get(hostLink).hostPath = path
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
