import { useEffect } from 'react'
import type { Editor } from '../base/editor.ts'
import { useEditor, usePart } from '../base/useEditor.ts'
import { notifyFailedLoad } from '../base/notify.ts'
import { mediaUrl } from '../base/host.ts'
import { isPicture } from '#shared/media/kinds.ts'
import { loadOlder, searchResults } from '../state/results/loadResults.ts'
import { everything, galleryStore } from '../state/results/gallery.ts'
import { show } from '../state/view.ts'
import { viewerStore } from '../state/viewer/viewerStore.ts'

export interface Neighbours {
  /** The index of the viewed picture in the gallery, from 0; -1 if it is not in it. */
  readonly at: number
  readonly count: number
  /** Whether there are older ones that are not loaded yet. */
  readonly more: boolean
  readonly previous: string | null
  readonly next: string | null
}

/** The pictures before and after a picture in the gallery: newer ones before, older ones after. */
export function useNeighbours(sha256: string | null): Neighbours {
  const editor = useEditor()
  const rows = usePart(galleryStore, (gallery) => gallery.rows)
  const more = usePart(galleryStore, (gallery) => gallery.more)
  const list = rows ?? []
  const at = list.findIndex(({ media }) => media.sha256 === sha256)
  // The same bytes may occur twice in a row: navigation skips to another picture.
  const previous = list.slice(0, Math.max(at, 0)).findLast(({ media }) => media.sha256 !== sha256)
  const next = list.slice(at + 1).find(({ media }) => media.sha256 !== sha256)
  const around = [previous?.media, next?.media].flatMap((media) =>
    media !== undefined && isPicture(media.media) ? [media.sha256] : [],
  )
  useEffect(() => {
    if (sha256 !== null) prepare(editor, sha256)
  }, [editor, sha256 === null])
  useEffect(() => {
    if (at >= 0 && at >= list.length - 5)
      loadOlder(editor).catch((thrown) => notifyFailedLoad(editor, thrown))
  }, [editor, at, list.length])
  useEffect(() => {
    for (const one of around) new Image().src = mediaUrl(editor, one)
  }, [editor, around.join(' ')])
  return {
    at,
    count: list.length,
    more,
    previous: previous?.media.sha256 ?? null,
    next: next?.media.sha256 ?? null,
  }
}

/** A picture that was opened elsewhere is searched among all results, whatever the gallery's filter. */
function prepare(editor: Editor, sha256: string): void {
  const { rows } = editor.get(galleryStore).getState()
  if (rows?.some(({ media }) => media.sha256 === sha256)) return
  searchResults(editor, everything).catch((thrown) => notifyFailedLoad(editor, thrown))
}

/** Moves to another picture of the gallery; forgets from which picture an input was opened. */
export function goTo(editor: Editor, sha256: string | null): void {
  if (sha256 === null) return
  editor.get(viewerStore).setState({ trail: [] })
  show(editor, { viewer: sha256 })
}
