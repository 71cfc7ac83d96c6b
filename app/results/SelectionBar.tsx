import { X } from 'lucide-react'
import type { Editor } from '../base/editor.ts'
import { useEditor, usePart } from '../base/useEditor.ts'
import { platform } from '../base/keys/platform.ts'
import { notifyFailure } from '../base/notify.ts'
import { host } from '../base/host.ts'
import { galleryStore, keyOf, selectNoResult } from '../state/results/gallery.ts'
import { registryOf } from '../state/catalogue/catalogue.ts'
import { fileName } from '../base/media/fileName.ts'
import { savePicture } from '../base/media/savePicture.ts'
import { sendToCanvas } from '../graph/acts/sendToCanvas.ts'
import { openCompare } from '../state/viewer/openViewer.ts'
import { deleteResults, star, tag } from './resultActs.ts'
import { IconButton } from '../base/ui/IconButton.tsx'
import { TextButton } from '../base/ui/TextButton.tsx'

const attempt = (editor: Editor, work: Promise<unknown>): void =>
  void work.catch((thrown) => notifyFailure(editor, thrown))

/** Actions on the selected results. Shown only while some are selected. */
export function SelectionBar() {
  const editor = useEditor()
  const rows = usePart(galleryStore, (gallery) => gallery.rows)
  const selected = usePart(galleryStore, (gallery) => gallery.selected)
  if (selected.length === 0) return null
  const chosen = selected.flatMap((key) => rows?.find((row) => keyOf(row) === key) ?? [])
  const [one, other] = chosen
  const starred = chosen.every((row) => row.starred === true)
  return (
    <div role="toolbar" aria-label="Selected results" className="shrink-0 border-t border-line p-3">
      <div className="flex items-center">
        <p className="min-w-0 flex-1 text-[12px] text-dim">
          {selected.length} selected
          {selected.length === 1 && ', a second one can be compared'}
          {selected.length > 2 && ', two can be compared'}
        </p>
        <IconButton label="Select none" onClick={() => selectNoResult(editor)}>
          <X size={15} aria-hidden />
        </IconButton>
      </div>
      <div className="mt-1 flex flex-wrap gap-2">
        <TextButton
          disabled={chosen.length !== 2}
          onClick={() => one !== undefined && other !== undefined && openCompare(editor, one, other)}
        >
          Compare
        </TextButton>
        <TextButton
          onClick={() => {
            sendToCanvas(
              editor,
              chosen.map(({ media, node }) => ({ media, maker: node })),
            )
            selectNoResult(editor)
          }}
        >
          Use as input
        </TextButton>
        <TextButton
          onClick={() =>
            chosen.forEach((row) =>
              savePicture(editor, row.media, fileName(row.media, row, registryOf(editor))),
            )
          }
        >
          Save as…
        </TextButton>
        <TextButton needsHost onClick={() => attempt(editor, star(editor, chosen, !starred))}>
          {starred ? 'Remove star' : 'Star'}
        </TextButton>
        <TextButton needsHost onClick={() => attempt(editor, tag(editor, chosen))}>
          Tags…
        </TextButton>
        <TextButton needsHost onClick={() => attempt(editor, deleteResults(editor, chosen))}>
          Delete
        </TextButton>
        {!platform.browser && (
          <TextButton
            needsHost
            disabled={chosen.length !== 1}
            onClick={() => {
              if (one !== undefined)
                host(editor)
                  .request('shell.reveal', { sha256: one.media.sha256 })
                  .catch((thrown) => notifyFailure(editor, thrown))
            }}
          >
            Show in folder
          </TextButton>
        )}
      </div>
    </div>
  )
}
