import { Check, Star } from 'lucide-react'
import type { MouseEvent } from 'react'
import { memo } from 'react'
import type { ResultRow } from '#shared/api/records.ts'
import { startAssetDrag } from '../base/media/assetDrag.ts'
import { fileName } from '../base/media/fileName.ts'
import { notifyFailure } from '../base/notify.ts'
import { Button } from '../base/ui/Button.tsx'
import { ContextMenu } from '../base/ui/ContextMenu.tsx'
import { useEditor } from '../base/useEditor.ts'
import { MediaTile } from '../media/MediaTile.tsx'
import { registryOf } from '../state/catalogue/catalogue.ts'
import { useNodeType } from '../state/catalogue/useNodeType.ts'
import { keyOf, toggleSelected } from '../state/results/gallery.ts'
import { openViewer } from '../state/viewer/openViewer.ts'
import { captionOf } from './caption.ts'
import type { Place } from './masonry.ts'
import { CAPTION } from './masonry.ts'
import { star } from './resultActs.ts'
import { ResultMenu } from './ResultMenu.tsx'

interface ResultTileProps {
  readonly row: ResultRow
  /** Its index in the gallery, from 0. */
  readonly index: number
  readonly place: Place
  /** Whether it has the keyboard focus. */
  readonly isActive: boolean
  readonly isSelected: boolean
  /** Whether any result is selected: then each shows how to select it. */
  readonly isChoosing: boolean
  readonly onArrive: (index: number) => void
}

/** The thumbnails that the host makes, in pixels. */
const SMALL = 256
const LARGE = 512

const corner = 'absolute top-1.5 grid size-6 place-items-center rounded-full border'
const onHover = 'opacity-0 group-hover:opacity-100 group-focus:opacity-100 focus-visible:opacity-100'

/** One result: a click opens it, Ctrl-click or the mark in its corner selects it, and it can be dragged out. */
export const ResultTile = memo(function ResultTile(props: ResultTileProps) {
  const editor = useEditor()
  const { row, index, place, isActive, isSelected, isChoosing, onArrive } = props
  const { media, starred = false } = row
  useNodeType(row.nodeType)
  const { text, more } = captionOf(row, registryOf(editor))
  const name = [text, more, starred ? 'starred' : ''].filter(Boolean).join(', ')
  const toggle = (event: MouseEvent): void => {
    event.stopPropagation()
    toggleSelected(editor, keyOf(row))
  }
  return (
    <div
      role="row"
      aria-rowindex={index + 1}
      className="absolute top-1 left-0"
      style={{
        width: place.width,
        height: place.height + CAPTION,
        transform: `translate(${place.left}px, ${place.top}px)`,
      }}
    >
      <ContextMenu
        entries={<ResultMenu row={row} />}
        role="gridcell"
        tabIndex={isActive ? 0 : -1}
        data-place={index}
        aria-selected={isSelected}
        aria-label={name}
        title={`${row.workflowName}: ${row.nodeTitle}\n${text}`}
        className="group relative cursor-pointer rounded-lg"
        draggable
        onDragStart={(event) =>
          startAssetDrag(editor, event, media, fileName(media, row, registryOf(editor)))
        }
        onFocus={() => onArrive(index)}
        onClick={(event) =>
          event.ctrlKey || event.metaKey || event.shiftKey ? toggle(event) : openViewer(editor, media.sha256)
        }
      >
        <div
          className={`overflow-hidden rounded-lg border bg-canvas ${isSelected ? 'border-accent ring-2 ring-accent' : 'border-line group-hover:border-dim'}`}
          style={{ height: place.height }}
        >
          <MediaTile media={media} alt="" side={place.width > SMALL ? LARGE : SMALL} fit="cover" />
        </div>
        <Button
          needsHost
          tabIndex={-1}
          aria-label={starred ? 'Remove star' : 'Star'}
          aria-pressed={starred}
          className={`${corner} left-1.5 border-line bg-card text-ink hover:border-ink ${starred ? '' : onHover}`}
          onClick={(event) => {
            event.stopPropagation()
            star(editor, [row], !starred).catch((thrown) => notifyFailure(editor, thrown))
          }}
        >
          <Star size={14} aria-hidden className={starred ? 'fill-current' : ''} />
        </Button>
        <Button
          tabIndex={-1}
          aria-label={isSelected ? 'Deselect' : 'Select'}
          className={`${corner} right-1.5 ${
            isSelected
              ? 'border-accent bg-accent text-on-accent'
              : `border-ink bg-card text-transparent hover:text-ink ${isChoosing ? '' : onHover}`
          }`}
          onClick={toggle}
        >
          <Check size={14} aria-hidden />
        </Button>
        <div className="px-1 pt-1 text-[12px] leading-[16px]">
          <div className="truncate">{text}</div>
          <div className="truncate text-dim">{[more, ...(row.tags ?? [])].filter(Boolean).join(' · ')}</div>
        </div>
      </ContextMenu>
    </div>
  )
})
