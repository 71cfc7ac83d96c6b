import type { LucideIcon } from 'lucide-react'
import { ImageOff } from 'lucide-react'
import { formatBytes } from '../../base/formatBytes.ts'
import { kindTexts } from '../describeMedia.ts'
import { formatOf } from '../formatOf.ts'
import { formatClock } from '../formatClock.ts'
import type { TileProps } from '../mediaProps.ts'
import { Placeholder } from '../Placeholder.tsx'
import type { Poster } from './usePoster.ts'
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
      <Placeholder text={state === 'making' ? '' : factsText(media)} why={whyTexts[state]}>
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

/** As in `MP4 video, 0:12, 2.1 MB`. */
function factsText({ media, mime, duration, bytes }: TileProps['media']): string {
  const kind = [mime === undefined ? '' : formatOf(mime), kindTexts[media]].filter(Boolean).join(' ')
  return [
    kind,
    duration === undefined ? '' : formatClock(duration),
    bytes === undefined ? '' : formatBytes(bytes),
  ]
    .filter(Boolean)
    .join(', ')
}

/** Why there is no picture. */
const whyTexts: { readonly [S in Exclude<Poster['state'], 'shown' | 'gone'>]: string } = {
  making: '',
  unreadable: 'Its file cannot be read: it is damaged or incomplete.',
  undecodable: 'This browser has no codec for it.',
}
