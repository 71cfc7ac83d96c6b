import { useEffect, useMemo } from 'react'
import type { ResultDetails } from '#shared/api/records.ts'
import type { Media } from '#shared/ports/value.ts'
import type { Editor } from '../../base/editor.ts'
import { isPicture } from '#shared/media/kinds.ts'
import { useEditor, usePart } from '../../base/useEditor.ts'
import { nameResult } from '../../state/viewer/nameResult.ts'
import { viewerStore } from '../../state/viewer/viewerStore.ts'
import type { ViewerProps } from '../mediaProps.ts'
import { NoComparison } from '../NoComparison.tsx'
import { CompareLine } from './CompareLine.tsx'
import { sizeOf, ViewerPane } from './ViewerPane.tsx'

/** The assumed size of a picture of unknown size, in pixels. */
const UNKNOWN = { width: 1024, height: 1024 }

/** A picture to zoom into, alone or beside another one. */
export function PictureViewer({ story, media, other, onGone }: ViewerProps) {
  const editor = useEditor()
  const compare = usePart(viewerStore, (viewer) => viewer.compare)
  const at = usePart(viewerStore, (viewer) => viewer.slider)
  const frame = useMemo(() => sizeOf(media) ?? UNKNOWN, [media.width, media.height])
  // Another size resets the view; versions of one size keep it, so that they can be compared.
  useEffect(() => editor.get(viewerStore).setState({ view: null }), [editor, frame])
  const right = { media, alt: 'The viewed picture' }
  if (compare === 'off' || other === null)
    return <ViewerPane frame={frame} layers={[right]} label="Picture" onGone={onGone} />
  if (other.media === null || other.gone || !isPicture(other.media.media))
    return <NoComparison what="picture" gone={other.gone} />
  const left = { media: other.media, alt: 'The picture to compare with' }
  if (compare === 'side')
    return (
      <>
        <ViewerPane frame={frame} layers={[left]} label="Left picture" onGone={onGone}>
          <Caption story={other} beside={media} side="left" />
        </ViewerPane>
        <div className="w-px bg-line" />
        <ViewerPane frame={frame} layers={[right]} label="Right picture" onGone={onGone}>
          <Caption story={story} beside={other.media} side="right" />
        </ViewerPane>
      </>
    )
  const rest = { ...right, clip: `inset(0 0 0 ${at * 100}%)` }
  const upTo = { ...left, clip: `inset(0 ${(1 - at) * 100}% 0 0)` }
  return (
    <ViewerPane frame={frame} layers={[upTo, rest]} label="Two pictures" onGone={onGone}>
      <Caption story={other} beside={media} side="left" />
      <Caption story={story} beside={other.media} side="right" />
      <Slider />
    </ViewerPane>
  )
}

interface CaptionProps {
  readonly story: ResultDetails
  /** The other picture: sizes are named if they differ. */
  readonly beside: Media
  readonly side: 'left' | 'right'
}

function Caption({ story: { media, row, source }, beside, side }: CaptionProps) {
  const versions = usePart(viewerStore, (viewer) => viewer.versions)
  const name = row === null ? (source?.name ?? 'Picture') : nameResult(row, versions)
  const isSameSize = media?.width === beside.width && media?.height === beside.height
  const size = media?.width === undefined || isSameSize ? '' : `, ${media.width} × ${media.height}`
  return (
    <p
      className={`pointer-events-none absolute top-3 max-w-[45%] truncate rounded-md bg-black/65 px-2 py-1 text-[12px] text-white ${side === 'left' ? 'left-3' : 'right-3'}`}
    >
      {`${name}${size}`}
    </p>
  )
}

const slideTo = (editor: Editor, slider: number): void => editor.get(viewerStore).setState({ slider })

/** The line between the two pictures in the viewer. */
function Slider() {
  const editor = useEditor()
  const at = usePart(viewerStore, (viewer) => viewer.slider)
  return <CompareLine at={at} onSlide={(slider) => slideTo(editor, slider)} />
}
