import { usePoster } from '../poster/usePoster.ts'
import type { KnownMedia } from '../mediaProps.ts'

interface WaveformProps {
  readonly media: KnownMedia
  readonly side: 256 | 512
  /** The part that has been played, from 0 to 1. */
  readonly played: number
}

/** The waveform of an audio file in the colours of the page; a line where it is not known. */
export function Waveform({ media, side, played }: WaveformProps) {
  const { state, src, version, onError } = usePoster(media, side)
  const mask = state === 'shown' ? `url("${src}")` : LINE
  const style = { maskImage: mask, maskSize: '100% 100%', maskRepeat: 'no-repeat' }
  return (
    <span aria-hidden data-waveform={state} className="relative block h-full w-full">
      {state === 'shown' && (
        // Only an image reports that its file is missing.
        <img
          key={`${media.sha256} ${version}`}
          src={src}
          alt=""
          loading="lazy"
          className="absolute inset-0 h-full w-full opacity-0"
          draggable={false}
          onError={onError}
        />
      )}
      <span className="absolute inset-0 bg-dim opacity-60" style={style} />
      <span
        className="absolute inset-0 bg-accent"
        style={{ ...style, clipPath: `inset(0 ${(1 - played) * 100}% 0 0)` }}
      />
    </span>
  )
}

/** A thin line in the middle. */
const LINE =
  'linear-gradient(transparent calc(50% - 1px), #000 calc(50% - 1px) calc(50% + 1px), transparent 0)'
