import type { TileProps } from '../mediaProps.ts'
import { useHoverPlay } from './useHoverPlay.ts'
import { VideoPreview } from './VideoPreview.tsx'

/** A video in a list: its poster, and while the pointer rests on it, the video. */
export function VideoTile(props: TileProps) {
  const { isPlaying, stop, hover } = useHoverPlay()
  return (
    <span className="block h-full w-full" {...hover}>
      <VideoPreview {...props} isPlaying={isPlaying} onFail={stop} />
    </span>
  )
}
