import { CircleAlert, Pause, Play } from 'lucide-react'
import { IconButton } from '../../base/ui/IconButton.tsx'
import type { AudioPlayer } from './useAudio.ts'

interface PlayButtonProps {
  readonly audio: AudioPlayer
  readonly className?: string
}

/** Plays or pauses an audio file; what plays elsewhere is paused. */
export function PlayButton({ audio: { isPlaying, failed, toggle }, className = '' }: PlayButtonProps) {
  const Icon = failed ? CircleAlert : isPlaying ? Pause : Play
  return (
    <IconButton
      label={failed ? 'This audio cannot be played here' : isPlaying ? 'Pause' : 'Play'}
      disabled={failed}
      keepsFocus
      className={`nodrag grid size-7 shrink-0 place-items-center rounded-full bg-raised text-ink shadow-[0_0_0_1px_var(--line)] hover:bg-line ${className}`}
      onClick={(event) => {
        // A click on the tile around it opens it.
        event.stopPropagation()
        toggle()
      }}
      onDoubleClick={(event) => event.stopPropagation()}
    >
      <Icon size={13} aria-hidden fill={failed ? 'none' : 'currentColor'} />
    </IconButton>
  )
}
