import type { PointerEvent } from 'react'
import { useRef } from 'react'
import { mediaUrl } from '../../base/host.ts'
import { useEditor } from '../../base/useEditor.ts'
import { formatOf } from '../formatOf.ts'
import type { ViewerProps } from '../mediaProps.ts'
import { NotShown } from '../NotShown.tsx'
import { PlayerBar } from '../PlayerBar.tsx'
import { usePlayer } from '../usePlayer.ts'
import { useSource } from '../useSource.ts'
import { Waveform } from './Waveform.tsx'

/** An audio file to hear: its waveform, which seeks where it is clicked, and the player's buttons. */
export function AudioViewer({ media }: ViewerProps) {
  return <Player key={media.sha256} media={media} />
}

function Player({ media }: Pick<ViewerProps, 'media'>) {
  const editor = useEditor()
  const element = useRef<HTMLAudioElement>(null)
  useSource(element, mediaUrl(editor, media.sha256))
  const of = usePlayer(element, { duration: media.duration, fps: 1 })
  const { at, duration, failed, seek } = of
  const seekTo = (event: PointerEvent): void => {
    if (duration === null) return
    const { left, width } = event.currentTarget.getBoundingClientRect()
    seek(((event.clientX - left) / width) * duration)
  }
  return (
    <div className="flex min-h-0 min-w-0 flex-1 flex-col">
      <audio ref={element} preload="metadata" />
      {failed ? (
        <NotShown media={media} why={`This browser cannot play this ${formatOf(media.mime)} audio.`} />
      ) : (
        <>
          <div className="grid min-h-0 flex-1 place-items-center px-12">
            <span className="block h-40 w-full max-w-[760px] cursor-pointer" onPointerDown={seekTo}>
              <Waveform media={media} side={512} played={duration === null ? 0 : at / duration} />
            </span>
          </div>
          <PlayerBar of={of} hasFrames={false} />
        </>
      )}
    </div>
  )
}
