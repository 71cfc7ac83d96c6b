import { Music } from 'lucide-react'
import { formatClock } from '../formatClock.ts'
import { formatOf } from '../formatOf.ts'
import type { TileProps } from '../mediaProps.ts'
import { PlayButton } from './PlayButton.tsx'
import { useAudio } from './useAudio.ts'
import { Waveform } from './Waveform.tsx'

/** An audio file in a list: its waveform and duration, and a button to play it where there is room for one. */
export function AudioTile({ media, side, alt, hasButtons = false }: TileProps) {
  const audio = useAudio(media)
  const { at, duration } = audio
  const text =
    duration === null ? (media.mime === undefined ? '' : formatOf(media.mime)) : formatClock(duration)
  return (
    <span
      {...(alt !== '' && { role: 'img', 'aria-label': alt })}
      className="relative flex h-full w-full flex-col justify-center p-2"
    >
      <span className="block h-1/2 max-h-16 min-h-4">
        <Waveform media={media} side={side} played={duration === null ? 0 : at / duration} />
      </span>
      <span className="pointer-events-none absolute top-1 left-1 flex items-center gap-1 rounded bg-black/65 px-1 text-[12px] leading-[16px] text-white tabular-nums">
        <Music size={10} aria-hidden />
        {text}
      </span>
      {hasButtons && <PlayButton audio={audio} className="absolute right-1 bottom-1" />}
    </span>
  )
}
