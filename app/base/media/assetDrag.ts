import type { DragEvent } from 'react'
import type { Media } from '#shared/ports/value.ts'
import type { Editor } from '../editor.ts'
import { mediaUrl } from '../host.ts'

/** The type of the drag from a gallery to a canvas: a `DraggedAsset` as JSON. */
export const ASSET_TYPE = 'application/x-patchbay-asset'

/** A row of the asset store, with the name that its file would have. */
export interface DraggedAsset extends Media {
  readonly name: string
}

/** The data of a drag, by type: the asset for a canvas, and a file for the desktop and other programs. */
export function dragData(
  editor: Editor,
  media: Media,
  name: string,
  origin: string,
): Readonly<Record<string, string>> {
  const dragged: DraggedAsset = { ...media, name }
  return {
    [ASSET_TYPE]: JSON.stringify(dragged),
    // The form that Chromium asks for: type, name of the file, address.
    DownloadURL: `${media.mime}:${name}:${origin}${mediaUrl(editor, media.sha256)}`,
  }
}

export function startAssetDrag(editor: Editor, event: DragEvent, media: Media, name: string): void {
  event.dataTransfer.effectAllowed = 'copy'
  for (const [type, data] of Object.entries(dragData(editor, media, name, location.origin)))
    event.dataTransfer.setData(type, data)
}
