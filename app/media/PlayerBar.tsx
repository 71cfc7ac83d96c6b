import { ChevronFirst, ChevronLast, Pause, Play, Repeat, Volume2, VolumeX } from 'lucide-react'
import { IconButton } from '../base/ui/IconButton.tsx'
import { formatClock } from './formatClock.ts'
import { SPEEDS } from './player.ts'
import type { ViewedPlayer } from './usePlayer.ts'

interface PlayerBarProps {
  readonly of: ViewedPlayer
  /** Whether it has frames to step through. */
  readonly hasFrames: boolean
}

/** The buttons below a medium that plays; the viewer's keys do the same. */
export function PlayerBar({ of, hasFrames }: PlayerBarProps) {
  const { player, isPlaying, isLooping, isMuted, at, duration, speed, seek, setSpeed } = of
  return (
    <div
      role="group"
      aria-label="Player"
      className="mx-auto flex w-full max-w-[760px] shrink-0 items-center gap-1 px-12 py-2"
    >
      <IconButton label={isPlaying ? 'Pause (Space)' : 'Play (Space)'} onClick={player.toggle}>
        {isPlaying ? <Pause size={16} aria-hidden /> : <Play size={16} aria-hidden />}
      </IconButton>
      {hasFrames && (
        <>
          <IconButton label="Previous frame (,)" onClick={() => player.step(-1)}>
            <ChevronFirst size={16} aria-hidden />
          </IconButton>
          <IconButton label="Next frame (.)" onClick={() => player.step(1)}>
            <ChevronLast size={16} aria-hidden />
          </IconButton>
        </>
      )}
      <input
        type="range"
        aria-label="Position"
        aria-valuetext={`${formatClock(at)} of ${formatClock(duration ?? 0)}`}
        className="mx-2 min-w-0 flex-1 accent-accent"
        min={0}
        max={duration ?? 0}
        step="any"
        value={at}
        disabled={duration === null}
        onChange={({ target }) => seek(Number(target.value))}
      />
      <span data-time className="shrink-0 text-[12px] text-dim tabular-nums">
        {`${formatClock(at)} / ${duration === null ? '–:––' : formatClock(duration)}`}
      </span>
      <select
        aria-label="Speed"
        title="Speed (< and >)"
        className="ml-1 h-7 cursor-pointer rounded-md bg-transparent px-1 text-[12px] text-dim hover:bg-line/60 hover:text-ink"
        value={speed}
        onChange={({ target }) => setSpeed(Number(target.value))}
      >
        {SPEEDS.map((one) => (
          <option key={one} value={one}>{`${one}×`}</option>
        ))}
      </select>
      <IconButton label="Loop (L)" pressed={isLooping} onClick={player.toggleLoop}>
        <Repeat size={16} aria-hidden />
      </IconButton>
      <IconButton label={isMuted ? 'Unmute (M)' : 'Mute (M)'} pressed={isMuted} onClick={player.toggleMute}>
        {isMuted ? <VolumeX size={16} aria-hidden /> : <Volume2 size={16} aria-hidden />}
      </IconButton>
    </div>
  )
}
