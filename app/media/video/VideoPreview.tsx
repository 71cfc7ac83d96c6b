import { Film, Play } from 'lucide-react'
import { useRef, useState } from 'react'
import { mediaUrl } from '../../base/host.ts'
import { useEditor } from '../../base/useEditor.ts'
import { formatClock } from '../formatClock.ts'
import type { TileProps } from '../mediaProps.ts'
import { useSource } from '../useSource.ts'
import { PosterImage } from '../poster/PosterImage.tsx'

interface VideoPreviewProps extends TileProps {
  readonly isPlaying: boolean
  /** It cannot be played. */
  readonly onFail: () => void
}

/** The poster of a video with its duration, and over it the video itself, muted, while it plays: not loaded before. */
export function VideoPreview({ isPlaying, onFail, ...tile }: VideoPreviewProps) {
  const { media, fit = 'contain' } = tile
  const [measured, setMeasured] = useState<number | null>(null)
  const duration = media.duration ?? measured
  return (
    <span className="relative block h-full w-full overflow-hidden">
      <PosterImage {...tile} Icon={Film} />
      {isPlaying && <Playing {...{ media, fit, onFail }} onMeasure={setMeasured} />}
      <span className="pointer-events-none absolute top-1 left-1 flex min-h-[16px] items-center gap-1 rounded bg-black/65 px-1 text-[12px] leading-[16px] text-white tabular-nums">
        <Play size={9} aria-hidden fill="currentColor" />
        {duration !== null && formatClock(duration)}
      </span>
    </span>
  )
}

interface PlayingProps extends Pick<VideoPreviewProps, 'media' | 'fit' | 'onFail'> {
  /** Its duration is known, in seconds. */
  readonly onMeasure: (duration: number) => void
}

function Playing({ media, fit, onFail, onMeasure }: PlayingProps) {
  const editor = useEditor()
  const element = useRef<HTMLVideoElement>(null)
  useSource(element, mediaUrl(editor, media.sha256))
  return (
    <video
      ref={element}
      muted
      loop
      autoPlay
      playsInline
      className={`absolute inset-0 h-full w-full ${fit === 'cover' ? 'object-cover' : 'bg-canvas object-contain'}`}
      onLoadedMetadata={({ currentTarget }) => onMeasure(currentTarget.duration)}
      onError={onFail}
    />
  )
}
