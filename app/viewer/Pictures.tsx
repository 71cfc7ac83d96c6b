import { ChevronLeft, ChevronRight, ImageOff } from 'lucide-react'
import { useEffect, useMemo, useState } from 'react'
import type { ResultDetails } from '#shared/api/records.ts'
import type { Media } from '#shared/ports/value.ts'
import { Button } from '../base/ui/Button.tsx'
import { IconButton } from '../base/ui/IconButton.tsx'
import { useEditor, usePart } from '../base/useEditor.ts'
import { mediaUrl } from '../base/host.ts'
import { sizeOf, ViewerPane } from './ViewerPane.tsx'
import type { Neighbours } from './useNeighbours.ts'
import { goTo } from './useNeighbours.ts'
import { compareWith, viewerStore } from '../state/viewer/viewerStore.ts'
import type { Editor } from '../base/editor.ts'
import { CompareLine } from '../widgets/CompareLine.tsx'

interface PicturesProps {
  readonly sha256: string
  readonly story: ResultDetails | null
  /** Of the picture to compare with. */
  readonly other: ResultDetails | null
  readonly neighbours: Neighbours
}

/** The assumed size of a picture of unknown size, in pixels. */
const UNKNOWN = { width: 1024, height: 1024 }

/** The viewed picture, alone or beside another one. */
export function Pictures({ sha256, story, other, neighbours }: PicturesProps) {
  const editor = useEditor()
  const [gone, setGone] = useState<ReadonlySet<string>>(new Set())
  const isGone = gone.has(sha256) || story?.gone === true
  return (
    <div className="relative flex min-h-0 flex-1">
      {story !== null &&
        (isGone || story.media === null ? (
          <GonePicture isListed={story.row !== null} />
        ) : story.media.media === 'file' ? (
          <a
            href={mediaUrl(editor, story.media.sha256)}
            download={story.media.name ?? true}
            className="m-auto"
          >
            {story.media.name ?? 'Save this file'}
          </a>
        ) : story.media.media === 'video' || story.media.media === 'audio' ? (
          <Film media={story.media} />
        ) : (
          <Compared
            story={story}
            media={story.media}
            other={other}
            onGone={(lost) => setGone((previous) => new Set([...previous, lost]))}
          />
        ))}
      <SideButton side="left" to={neighbours.previous} />
      <SideButton side="right" to={neighbours.next} />
    </div>
  )
}

interface ComparedProps {
  readonly story: ResultDetails
  readonly media: Media
  readonly other: ResultDetails | null
  readonly onGone: (sha256: string) => void
}

function Compared({ story, media, other, onGone }: ComparedProps) {
  const editor = useEditor()
  const compare = usePart(viewerStore, (viewer) => viewer.compare)
  const at = usePart(viewerStore, (viewer) => viewer.slider)
  const frame = useMemo(() => sizeOf(media) ?? UNKNOWN, [media.width, media.height])
  // Another size resets the view; versions of one size keep it, so that they can be compared.
  useEffect(() => editor.get(viewerStore).setState({ view: null }), [editor, frame])
  const right = { media, alt: 'The viewed picture' }
  if (compare === 'off' || other === null)
    return <ViewerPane frame={frame} layers={[right]} label="Picture" onGone={onGone} />
  if (other.media === null || other.gone || !isStill(other.media)) return <NoComparison gone={other.gone} />
  const left = { media: other.media, alt: 'The picture to compare with' }
  if (compare === 'side')
    return (
      <>
        <ViewerPane frame={frame} layers={[left]} label="Left picture" onGone={onGone}>
          <Caption story={other} side="left" />
        </ViewerPane>
        <div className="w-px bg-line" />
        <ViewerPane frame={frame} layers={[right]} label="Right picture" onGone={onGone}>
          <Caption story={story} side="right" />
        </ViewerPane>
      </>
    )
  const rest = { ...right, clip: `inset(0 0 0 ${at * 100}%)` }
  const upTo = { ...left, clip: `inset(0 ${(1 - at) * 100}% 0 0)` }
  return (
    <ViewerPane frame={frame} layers={[upTo, rest]} label="Two pictures" onGone={onGone}>
      <Caption story={other} side="left" />
      <Caption story={story} side="right" />
      <Slider />
    </ViewerPane>
  )
}

const isStill = ({ media }: Media): boolean => media === 'image' || media === 'mask'

function Caption({ story, side }: { readonly story: ResultDetails; readonly side: 'left' | 'right' }) {
  const { media, row, source } = story
  const size = media?.width === undefined ? '' : `, ${media.width} × ${media.height}`
  return (
    <p
      className={`pointer-events-none absolute top-3 max-w-[45%] truncate rounded-md bg-black/65 px-2 py-1 text-[12px] text-white ${side === 'left' ? 'left-3' : 'right-3'}`}
    >
      {`${row?.nodeTitle ?? source?.name ?? 'Picture'}${size}`}
    </p>
  )
}

function NoComparison({ gone }: { readonly gone: boolean }) {
  const editor = useEditor()
  return (
    <div className="m-auto flex flex-col items-center gap-3 p-8 text-center text-dim">
      <ImageOff size={28} aria-hidden />
      <p>
        {gone ? 'The picture to compare with is no longer in the library.' : 'Only pictures can be compared.'}
      </p>
      <Button className="text-accent" onClick={() => compareWith(editor, null)}>
        Show the one picture
      </Button>
    </div>
  )
}

function GonePicture({ isListed }: { readonly isListed: boolean }) {
  return (
    <div className="m-auto flex max-w-[420px] flex-col items-center gap-3 p-8 text-center text-dim">
      <ImageOff size={28} aria-hidden />
      <p>
        {isListed
          ? 'This picture is no longer in the library: its file was removed. Show it on the canvas and run that to make it again.'
          : 'The library does not have this picture. Its file was removed.'}
      </p>
    </div>
  )
}

function Film({ media }: { readonly media: Media }) {
  const editor = useEditor()
  return media.media === 'audio' ? (
    <audio key={media.sha256} controls src={mediaUrl(editor, media.sha256)} className="m-auto" />
  ) : (
    <video
      key={media.sha256}
      controls
      src={mediaUrl(editor, media.sha256)}
      className="m-auto max-h-full max-w-full"
    />
  )
}

function SideButton({ side, to }: { readonly side: 'left' | 'right'; readonly to: string | null }) {
  const editor = useEditor()
  const Icon = side === 'left' ? ChevronLeft : ChevronRight
  const label = side === 'left' ? 'Newer result' : 'Older result'
  return (
    <IconButton
      label={label}
      title={`${label} (${side === 'left' ? '←' : '→'})`}
      disabled={to === null}
      keepsFocus
      className={`absolute top-1/2 z-20 grid h-16 w-9 -translate-y-1/2 place-items-center rounded-lg bg-card/80 text-dim hover:text-ink ${side === 'left' ? 'left-2' : 'right-2'}`}
      onClick={() => goTo(editor, to)}
    >
      <Icon size={20} aria-hidden />
    </IconButton>
  )
}

const slideTo = (editor: Editor, slider: number): void => editor.get(viewerStore).setState({ slider })

/** The line between the two pictures in the viewer. */
function Slider() {
  const editor = useEditor()
  const at = usePart(viewerStore, (viewer) => viewer.slider)
  return <CompareLine at={at} onSlide={(slider) => slideTo(editor, slider)} />
}
