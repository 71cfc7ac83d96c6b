import type { ReactNode } from 'react'
import type { ResultRow } from '#shared/api/records.ts'
import { isPicture } from '#shared/media/kinds.ts'
import type { Editor } from '../base/editor.ts'
import { host } from '../base/host.ts'
import { platform } from '../base/keys/platform.ts'
import { copyPicture } from '../base/media/copyPicture.ts'
import { fileName } from '../base/media/fileName.ts'
import { savePicture } from '../base/media/savePicture.ts'
import { notifyFailure } from '../base/notify.ts'
import { ContextMenuItem, ContextMenuSeparator } from '../base/ui/ContextMenu.tsx'
import { useEditor, usePart } from '../base/useEditor.ts'
import { sendToCanvas } from '../graph/acts/sendToCanvas.ts'
import { showOnCanvas } from '../graph/acts/showOnCanvas.ts'
import { registryOf } from '../state/catalogue/catalogue.ts'
import { galleryStore, keyOf, toggleSelected } from '../state/results/gallery.ts'
import { useHostGone } from '../state/use.ts'
import { openCompare, openViewer } from '../state/viewer/openViewer.ts'
import { deleteResults, star, tag } from './resultActs.ts'

const attempt = (editor: Editor, work: Promise<unknown>): void =>
  void work.catch((thrown) => notifyFailure(editor, thrown))

/** What can be done with a result, or with all that are selected if it is one of them. */
export function ResultMenu({ row }: { readonly row: ResultRow }) {
  const editor = useEditor()
  const rows = usePart(galleryStore, (gallery) => gallery.rows) ?? []
  const selected = usePart(galleryStore, (gallery) => gallery.selected)
  const gone = useHostGone()
  const isSelected = selected.includes(keyOf(row))
  const chosen = isSelected ? rows.filter((one) => selected.includes(keyOf(one))) : [row]
  // With one result selected, another one's menu compares the two.
  const pair = isSelected ? chosen : [...rows.filter((one) => selected.includes(keyOf(one))), row]
  const [one, other] = pair
  const many = chosen.length > 1
  const starred = chosen.every((each) => each.starred === true)
  const item = (label: ReactNode, onClick: () => void, disabled = false) => (
    <ContextMenuItem disabled={disabled} onClick={onClick}>
      {label}
    </ContextMenuItem>
  )
  const name = fileName(row.media, row, registryOf(editor))
  return (
    <>
      {item('Open', () => openViewer(editor, row.media.sha256))}
      {item(
        pair.length === 2 ? 'Compare' : 'Compare: select another one',
        () =>
          pair.length === 2 && one !== undefined && other !== undefined
            ? openCompare(editor, one, other)
            : toggleSelected(editor, keyOf(row)),
        pair.length > 2,
      )}
      {item('Use as input', () =>
        sendToCanvas(
          editor,
          chosen.map(({ media, node }) => ({ media, maker: node })),
        ),
      )}
      {item('Show workflow', () => showOnCanvas(editor, row), gone || many)}
      <ContextMenuSeparator />
      {item('Copy image', () => void copyPicture(editor, row.media), many || !isPicture(row.media.media))}
      {item('Save as…', () =>
        chosen.forEach((each) =>
          savePicture(editor, each.media, many ? fileName(each.media, each, registryOf(editor)) : name),
        ),
      )}
      {!platform.browser &&
        item(
          'Show in folder',
          () => attempt(editor, host(editor).request('shell.reveal', { sha256: row.media.sha256 })),
          gone || many,
        )}
      <ContextMenuSeparator />
      {item(starred ? 'Remove star' : 'Star', () => attempt(editor, star(editor, chosen, !starred)), gone)}
      {item('Tags…', () => attempt(editor, tag(editor, chosen)), gone)}
      <ContextMenuSeparator />
      {item(
        many ? `Delete ${chosen.length} results` : 'Delete',
        () => attempt(editor, deleteResults(editor, chosen)),
        gone,
      )}
    </>
  )
}
