import {
  ArrowLeft,
  ArrowLeftRight,
  Blend,
  Columns2,
  Info,
  Maximize2,
  SquareSplitHorizontal,
  X,
  ZoomIn,
  ZoomOut,
} from 'lucide-react'
import type { ReactNode } from 'react'
import type { ResultDetails } from '#shared/api/records.ts'
import { Button } from '../base/ui/Button.tsx'
import { DialogClose } from '../base/ui/Dialog.tsx'
import { useEditor, usePart } from '../base/useEditor.ts'
import { IconButton } from '../base/ui/IconButton.tsx'
import { STEP } from '../state/viewer/geometry.ts'
import type { Neighbours } from './useNeighbours.ts'
import { registryOf } from '../state/catalogue/catalogue.ts'
import { firstToCompare } from './useViewerKeys.ts'
import type { Compare } from '../state/viewer/viewerStore.ts'
import { back, compareWith, swapCompared, viewerStore } from '../state/viewer/viewerStore.ts'
import { isPicture } from '#shared/media/kinds.ts'
import { fitPicture, showWhole, zoomBy, shownZoom } from '../media/image/zoomActs.ts'

interface ToolbarProps {
  readonly title: ReactNode
  readonly story: ResultDetails | null
  readonly neighbours: Neighbours
}

/** What is viewed, at which size, compared with what; and the close button. */
export function Toolbar({ title, story, neighbours }: ToolbarProps) {
  const editor = useEditor()
  const { compare, other, story: withStory, trail } = usePart(viewerStore)
  const choose = (how: Compare): void => {
    if (how === 'off') return compareWith(editor, null)
    editor.get(viewerStore).setState({ compare: how })
    compareWith(editor, other ?? firstToCompare(story, neighbours, registryOf(editor)))
  }
  const media = story?.media ?? null
  const still = media !== null && isPicture(media.media) && !story?.gone
  return (
    <div
      role="toolbar"
      aria-label="Viewer"
      className="flex h-11 shrink-0 items-center gap-1 border-b border-line bg-card px-3"
    >
      {trail.length > 0 && (
        <IconButton label="Back (Backspace)" onClick={() => back(editor)}>
          <ArrowLeft size={16} aria-hidden />
        </IconButton>
      )}
      <div className="flex min-w-0 flex-1 items-baseline gap-2">
        {title}
        {neighbours.at >= 0 && (
          <span className="shrink-0 text-[12px] text-dim">
            {`${neighbours.at + 1} of ${neighbours.count}${neighbours.more ? '+' : ''}`}
          </span>
        )}
      </div>
      {still && (
        <>
          <ZoomButtons />
          <Divide />
          <CompareButtons compare={compare} onChoose={choose} />
          <Divide />
        </>
      )}
      <IconButton
        label="What it came from (I)"
        pressed={withStory}
        onClick={() => editor.get(viewerStore).setState({ story: !withStory })}
      >
        <Info size={16} aria-hidden />
      </IconButton>
      <DialogClose
        aria-label="Close the viewer"
        title="Close the viewer (Esc)"
        className="grid size-7 shrink-0 place-items-center rounded-md text-dim hover:bg-line/60 hover:text-ink"
      >
        <X size={16} aria-hidden />
      </DialogClose>
    </div>
  )
}

interface CompareButtonsProps {
  readonly compare: Compare
  readonly onChoose: (how: Compare) => void
}

function CompareButtons({ compare, onChoose }: CompareButtonsProps) {
  const editor = useEditor()
  const on = compare !== 'off'
  return (
    <>
      <Button
        aria-pressed={on}
        title={on ? 'Show the one picture (C)' : 'Compare with its input, or with another result (C)'}
        className="flex h-7 items-center gap-2 rounded-md px-2 text-dim hover:bg-line/60 hover:text-ink aria-pressed:text-accent"
        onClick={() => onChoose(on ? 'off' : 'slider')}
      >
        <Blend size={16} aria-hidden />
        Compare
      </Button>
      {on && (
        <>
          <IconButton
            label={compare === 'side' ? 'Overlay' : 'Side by side'}
            onClick={() => onChoose(compare === 'side' ? 'slider' : 'side')}
          >
            {compare === 'side' ? (
              <SquareSplitHorizontal size={16} aria-hidden />
            ) : (
              <Columns2 size={16} aria-hidden />
            )}
          </IconButton>
          <IconButton label="Swap" onClick={() => swapCompared(editor)}>
            <ArrowLeftRight size={16} aria-hidden />
          </IconButton>
        </>
      )}
    </>
  )
}

function ZoomButtons() {
  const editor = useEditor()
  const text = useZoomText()
  return (
    <>
      <IconButton label="Zoom out (-)" onClick={() => zoomBy(editor, 1 / STEP)}>
        <ZoomOut size={16} aria-hidden />
      </IconButton>
      <Button
        title="Zoom to 100 % (1)"
        aria-label={`Zoom to 100 %, now ${text}`}
        className="h-7 min-w-[58px] rounded-md text-center text-[12px] text-dim hover:bg-line/60 hover:text-ink"
        onClick={() => showWhole(editor)}
      >
        {text}
      </Button>
      <IconButton label="Zoom in (+)" onClick={() => zoomBy(editor, STEP)}>
        <ZoomIn size={16} aria-hidden />
      </IconButton>
      <IconButton label="Fit (0)" onClick={() => fitPicture(editor)}>
        <Maximize2 size={15} aria-hidden />
      </IconButton>
    </>
  )
}

const Divide = () => <span aria-hidden className="mx-1 h-5 w-px bg-line" />

/** The zoom of the picture, as in `100 %`; '' while there is none. */
function useZoomText(): string {
  const zoom = usePart(viewerStore, shownZoom)
  return zoom === null ? '' : `${Math.round(zoom * 100)} %`
}
