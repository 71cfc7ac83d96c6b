import { Check } from 'lucide-react'
import type { MouseEvent } from 'react'
import { memo } from 'react'
import type { ResultRow } from '#shared/api/records.ts'
import { Button } from '../base/ui/Button.tsx'
import { useEditor } from '../base/useEditor.ts'
import { startAssetDrag } from '../base/media/assetDrag.ts'
import { MediaTile } from '../media/MediaTile.tsx'
import { keyOf, toggleSelected } from '../state/results/gallery.ts'
import { fileName } from '../base/media/fileName.ts'
import { registryOf } from '../state/catalogue/catalogue.ts'
import { openViewer } from '../state/viewer/openViewer.ts'

interface ResultTileProps {
  readonly row: ResultRow
  /** Its index in the gallery, from 0. */
  readonly index: number
  /** The side of its square, in pixels. */
  readonly side: number
  /** Whether it has the keyboard focus. */
  readonly isActive: boolean
  readonly isSelected: boolean
  readonly onArrive: (index: number) => void
}

/** One result: a click opens it, Ctrl-click or the mark in its corner selects it, and it can be dragged out. */
export const ResultTile = memo(function ResultTile(props: ResultTileProps) {
  const editor = useEditor()
  const { row, index, side, isActive, isSelected, onArrive } = props
  const { media, nodeTitle, workflowName } = row
  const toggle = (event: MouseEvent): void => {
    event.stopPropagation()
    toggleSelected(editor, keyOf(row))
  }
  return (
    <div
      role="gridcell"
      tabIndex={isActive ? 0 : -1}
      data-place={index}
      aria-selected={isSelected}
      aria-label={`${nodeTitle} of ${workflowName}`}
      title={`${workflowName}: ${nodeTitle}`}
      className="group relative cursor-pointer rounded-lg"
      style={{ width: side }}
      draggable
      onDragStart={(event) => startAssetDrag(editor, event, media, fileName(media, row, registryOf(editor)))}
      onFocus={() => onArrive(index)}
      onClick={(event) =>
        event.ctrlKey || event.metaKey || event.shiftKey ? toggle(event) : openViewer(editor, media.sha256)
      }
    >
      <div
        className={`overflow-hidden rounded-lg border bg-canvas ${isSelected ? 'border-accent ring-1 ring-accent' : 'border-line group-hover:border-dim'}`}
        style={{ height: side }}
      >
        <MediaTile media={media} alt="" side={256} />
      </div>
      <Button
        tabIndex={-1}
        aria-label={isSelected ? 'Deselect' : 'Select'}
        className={`absolute top-1.5 right-1.5 grid size-6 place-items-center rounded-full border ${
          isSelected
            ? 'border-accent bg-accent text-on-accent'
            : 'border-line bg-card/90 text-transparent opacity-0 group-hover:opacity-100 group-focus:opacity-100 hover:text-dim'
        }`}
        onClick={toggle}
      >
        <Check size={14} aria-hidden />
      </Button>
      <div className="truncate px-1 pt-1 text-[12px] leading-[18px] text-dim">{nodeTitle}</div>
    </div>
  )
})
