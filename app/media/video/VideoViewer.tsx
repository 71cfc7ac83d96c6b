import { useRef } from 'react'
import { mediaUrl } from '../../base/host.ts'
import { useEditor } from '../../base/useEditor.ts'
import { formatOf } from '../formatOf.ts'
import { describeMedia } from '../describeMedia.ts'
import type { ViewerProps } from '../mediaProps.ts'
import { NotShown } from '../NotShown.tsx'
import { PlayerBar } from '../PlayerBar.tsx'
import { usePlayer } from '../usePlayer.ts'
import { useSource } from '../useSource.ts'
import { useFps } from './useFps.ts'

/** The assumed frame rate of a video whose own is unknown. */
const FPS = 30

/** A video to watch: play, seek, go through its frames, loop, mute, change its speed. */
export function VideoViewer({ media }: ViewerProps) {
  return <Player key={media.sha256} media={media} />
}

function Player({ media }: Pick<ViewerProps, 'media'>) {
  const editor = useEditor()
  const element = useRef<HTMLVideoElement>(null)
  const fps = useFps(media)
  useSource(element, mediaUrl(editor, media.sha256))
  const of = usePlayer(element, { duration: media.duration, fps: fps ?? FPS })
  return (
    <div className="flex min-h-0 min-w-0 flex-1 flex-col">
      {of.failed && (
        <NotShown media={media} why={`This browser cannot play this ${formatOf(media.mime)} video.`} />
      )}
      <div className={of.failed ? 'hidden' : 'min-h-0 flex-1 px-12 pt-3'}>
        <video
          ref={element}
          data-fps={fps ?? undefined}
          poster={mediaUrl(editor, media.sha256, 512)}
          preload="metadata"
          playsInline
          aria-label={describeMedia(media)}
          className="mx-auto h-full w-full object-contain"
          onClick={of.player.toggle}
        />
      </div>
      {!of.failed && <PlayerBar of={of} hasFrames />}
    </div>
  )
}
