import { Film, Play } from 'lucide-react'
import { useState } from 'react'
import { mediaUrl } from '../../base/host.ts'
import { useEditor } from '../../base/useEditor.ts'
import { formatClock } from '../formatClock.ts'
import type { TileProps } from '../mediaProps.ts'
import { PosterImage } from '../poster/PosterImage.tsx'

interface VideoPreviewProps extends TileProps {
  readonly isPlaying: boolean
  /** It cannot be played. */
  readonly onFail: () => void
}

/** The poster of a video with its duration, and over it the video itself, muted, while it plays: not loaded before. */
export function VideoPreview({ isPlaying, onFail, ...tile }: VideoPreviewProps) {
  const editor = useEditor()
  const { media, fit = 'contain' } = tile
  const [measured, setMeasured] = useState<number | null>(null)
  const duration = media.duration ?? measured
  return (
    <span className="relative block h-full w-full overflow-hidden">
      <PosterImage {...tile} Icon={Film} />
      {isPlaying && (
        <video
          src={mediaUrl(editor, media.sha256)}
          muted
          loop
          autoPlay
          playsInline
          className={`absolute inset-0 h-full w-full ${fit === 'cover' ? 'object-cover' : 'bg-canvas object-contain'}`}
          onLoadedMetadata={({ currentTarget }) => setMeasured(currentTarget.duration)}
          onError={onFail}
        />
      )}
      <span className="pointer-events-none absolute top-1 left-1 flex min-h-[16px] items-center gap-1 rounded bg-black/65 px-1 text-[12px] leading-[16px] text-white tabular-nums">
        <Play size={9} aria-hidden fill="currentColor" />
        {duration !== null && formatClock(duration)}
      </span>
    </span>
  )
}
