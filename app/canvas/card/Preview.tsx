import { Maximize2 } from 'lucide-react'
import type { Media } from '#shared/ports/value.ts'
import { IconButton } from '../../base/ui/IconButton.tsx'
import { useEditor } from '../../base/useEditor.ts'
import type { Result } from '../../state/results/results.ts'
import { GapTile } from '../../widgets/GapTile.tsx'
import { openViewer } from '../../state/viewer/openViewer.ts'
import { kindTexts } from '../../media/describeMedia.ts'
import { MediaCard } from '../../media/MediaCard.tsx'
import { previewHeight, previewOf } from '../../graph/layout/previewSize.ts'

interface StepPreviewProps {
  readonly result: Result
  /** Of the card, in pixels at 100 %. */
  readonly width: number
}

/** What a step made. As high as `previewHeight` returns. */
export function StepPreview({ result, width }: StepPreviewProps) {
  const preview = previewOf(result, width)
  if (preview.kind === 'none') return null
  const height = previewHeight(preview, width)
  if (preview.kind === 'text')
    return (
      <p
        dir="auto"
        className="nowheel m-0 overflow-auto px-3 py-2 leading-[18px] whitespace-pre-wrap"
        style={{ height }}
      >
        {preview.text}
      </p>
    )
  return (
    <div
      className="grid gap-[2px]"
      style={{
        height,
        gridTemplateColumns: `repeat(${preview.columns}, minmax(0, 1fr))`,
        gridAutoRows: 'minmax(0, 1fr)',
      }}
    >
      {preview.tiles.map((tile) =>
        'gap' in tile ? (
          <GapTile key={`gap ${tile.gap.item}`} gap={tile.gap} />
        ) : (
          <MadeMedia key={tile.media.sha256} media={tile.media} />
        ),
      )}
    </div>
  )
}

/** A medium on a card: it moves the card when dragged, and opens in the viewer by a double-click or its button. */
function MadeMedia({ media }: { readonly media: Media }) {
  const editor = useEditor()
  const open = (): void => openViewer(editor, media.sha256)
  return (
    <div className="group/picture relative min-h-0">
      <MediaCard media={media} onOpen={open} />
      <IconButton
        label={`Open the ${kindTexts[media.media]} in the viewer`}
        title="Open in the viewer"
        className="nodrag absolute right-2 bottom-2 grid size-7 place-items-center rounded-md bg-black/60 text-white opacity-0 group-hover/picture:opacity-100 focus-visible:opacity-100 hover:bg-black/80"
        onClick={open}
      >
        <Maximize2 size={14} aria-hidden />
      </IconButton>
    </div>
  )
}
