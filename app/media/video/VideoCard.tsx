import { Pause, Play } from 'lucide-react'
import { IconButton } from '../../base/ui/IconButton.tsx'
import { describeMedia } from '../describeMedia.ts'
import type { CardProps } from '../mediaProps.ts'
import { useHoverPlay } from './useHoverPlay.ts'
import { VideoPreview } from './VideoPreview.tsx'

/** A video on a card: its poster, and while the pointer rests on it or its button is pressed, the video, muted. */
export function VideoCard({ media, onOpen }: CardProps) {
  const { isPlaying, toggle, stop, hover } = useHoverPlay()
  return (
    <div className="group/video h-full w-full" {...hover} onDoubleClick={onOpen}>
      <VideoPreview
        media={media}
        alt={describeMedia(media)}
        side={512}
        // The card's frame has the video's own proportions, if they are known.
        fit={media.width === undefined ? 'contain' : 'cover'}
        isPlaying={isPlaying}
        onFail={stop}
      />
      <IconButton
        label={isPlaying ? 'Pause the video' : 'Play the video without sound'}
        className="nodrag absolute right-11 bottom-2 grid size-7 place-items-center rounded-md bg-black/60 text-white opacity-0 group-hover/picture:opacity-100 focus-visible:opacity-100 hover:bg-black/80"
        onClick={toggle}
        onDoubleClick={(event) => event.stopPropagation()}
      >
        {isPlaying ? <Pause size={14} aria-hidden /> : <Play size={14} aria-hidden />}
      </IconButton>
    </div>
  )
}
