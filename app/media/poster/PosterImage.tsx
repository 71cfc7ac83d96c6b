import type { LucideIcon } from 'lucide-react'
import { ImageOff } from 'lucide-react'
import { formatOf } from '../formatOf.ts'
import { formatClock } from '../formatClock.ts'
import type { TileProps } from '../mediaProps.ts'
import { Placeholder } from '../Placeholder.tsx'
import { usePoster } from './usePoster.ts'

interface PosterImageProps extends TileProps {
  /** Stands for the medium while it has no poster, and when there can be none. */
  readonly Icon: LucideIcon
}

/** The poster of a medium, or what is known about it if there is none: its format and duration. */
export function PosterImage({ media, alt, side, fit = 'contain', Icon }: PosterImageProps) {
  const { state, src, version, onError } = usePoster(media, side)
  if (state === 'gone')
    return (
      <Placeholder text="Not in library">
        <ImageOff size={18} aria-hidden />
      </Placeholder>
    )
  if (state !== 'shown')
    return (
      <Placeholder text={state === 'making' ? '' : factsText(media)}>
        <Icon size={20} aria-hidden />
      </Placeholder>
    )
  return (
    <img
      key={`${media.sha256} ${version}`}
      src={src}
      alt={alt}
      draggable={false}
      loading="lazy"
      decoding="async"
      className={`block h-full w-full ${fit === 'cover' ? 'object-cover' : 'object-contain'}`}
      onError={onError}
    />
  )
}

/** As in `MP4, 0:12`. */
function factsText({ mime, duration }: TileProps['media']): string {
  const format = mime === undefined ? '' : formatOf(mime)
  return [format, duration === undefined ? '' : formatClock(duration)].filter(Boolean).join(', ')
}
