import type { PointerEvent } from 'react'
import { describeMedia } from '../describeMedia.ts'
import { formatClock } from '../formatClock.ts'
import type { CardProps } from '../mediaProps.ts'
import { PlayButton } from './PlayButton.tsx'
import { useAudio } from './useAudio.ts'
import { Waveform } from './Waveform.tsx'

/** An audio file on a card: a button, its waveform, and its time. A click on the waveform plays from there. */
export function AudioCard({ media, onOpen }: CardProps) {
  const audio = useAudio(media)
  const { at, duration, seek } = audio
  const seekTo = (event: PointerEvent): void => {
    if (duration === null) return
    const { left, width } = event.currentTarget.getBoundingClientRect()
    seek(Math.min(1, Math.max(0, (event.clientX - left) / width)) * duration)
  }
  return (
    <div
      role="group"
      aria-label={describeMedia(media)}
      className="relative flex h-full w-full items-start gap-3 px-3 pt-2"
      onDoubleClick={onOpen}
    >
      <PlayButton audio={audio} className="mt-[6px]" />
      <span className="nodrag block h-10 min-w-0 flex-1 cursor-pointer" onPointerDown={seekTo}>
        <Waveform media={media} side={512} played={duration === null ? 0 : at / duration} />
      </span>
      <span className="pointer-events-none absolute inset-x-0 bottom-3 text-center text-[12px] text-dim tabular-nums">
        {duration === null ? '' : formatClock(at > 0 ? at : duration)}
      </span>
    </div>
  )
}
