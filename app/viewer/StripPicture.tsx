import type { ResultRow } from '#shared/api/records.ts'
import { Button } from '../base/ui/Button.tsx'
import { useEditor } from '../base/useEditor.ts'
import { startAssetDrag } from '../base/media/assetDrag.ts'
import { MediaTile } from '../media/MediaTile.tsx'
import { fileName } from '../base/media/fileName.ts'
import { registryOf } from '../state/catalogue/catalogue.ts'

/** Of a picture in the strip, in pixels. */
export const SIDE = 60

const borders = {
  chosen: 'border-accent',
  viewed: 'border-dim',
  none: 'border-transparent hover:border-line',
} as const

interface StripPictureProps {
  readonly row: ResultRow
  readonly name: string
  /** Its index in the strip, from 0, and its offset from the left end, in pixels. */
  readonly index: number
  readonly left: number
  readonly mark: keyof typeof borders
  /** Whether Tab stops here. */
  readonly isStop: boolean
  readonly onChoose: (sha256: string) => void
}

/** One result of the strip. It can be dragged out as a file. */
export function StripPicture({ row, name, index, left, mark, isStop, onChoose }: StripPictureProps) {
  const editor = useEditor()
  const { media } = row
  return (
    <li className="absolute top-[8px] left-0" style={{ transform: `translateX(${left}px)` }}>
      <Button
        tabIndex={isStop ? 0 : -1}
        data-place={index}
        aria-label={name}
        aria-current={mark === 'chosen' ? 'true' : undefined}
        title={name}
        draggable
        className={`block overflow-hidden rounded-md border-2 bg-canvas ${borders[mark]}`}
        style={{ width: SIDE, height: SIDE }}
        onDragStart={(event) =>
          startAssetDrag(editor, event, media, fileName(media, row, registryOf(editor)))
        }
        onClick={() => onChoose(media.sha256)}
      >
        <MediaTile media={media} alt="" side={256} />
      </Button>
    </li>
  )
}
