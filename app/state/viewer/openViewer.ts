import type { ResultRow } from '#shared/api/records.ts'
import type { Editor } from '../../base/editor.ts'
import { show } from '../view.ts'
import { viewerStore } from './viewerStore.ts'

export function openViewer(editor: Editor, sha256: string): void {
  editor.get(viewerStore).setState({ compare: 'off', other: null, versions: [], view: null, trail: [] })
  show(editor, { viewer: sha256 })
}

/** Opens two results side by side: the older one at the left, because people expect "before" there. */
export function openCompare(editor: Editor, one: ResultRow, other: ResultRow): void {
  const [before, after] = one.at <= other.at ? [one, other] : [other, one]
  comparePictures(editor, before.media.sha256, after.media.sha256)
}

/** The same for two pictures by their SHA-256: one at the left, one at the right. */
export function comparePictures(
  editor: Editor,
  left: string,
  right: string,
  compare: 'side' | 'slider' = 'slider',
): void {
  editor.get(viewerStore).setState({ compare, other: left, versions: [], view: null, trail: [] })
  show(editor, { viewer: right })
}
