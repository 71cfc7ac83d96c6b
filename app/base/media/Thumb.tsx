import { File, Film, ImageOff, Music } from 'lucide-react'
import type { ReactNode } from 'react'
import { useState } from 'react'
import type { Media } from '#shared/ports/value.ts'
import { useEditor } from '../useEditor.ts'
import { mediaUrl } from '../host.ts'

interface ThumbProps {
  readonly media: Pick<Media, 'sha256' | 'media'>
  /** '' if the text beside it says the same. */
  readonly alt: string
  /** Length of its longer side, in pixels at 100 %. */
  readonly side: 256 | 512
}

/** A thumbnail of a picture, scaled to fit its box, or an icon if there is no picture. */
export function Thumb({ media: { media, sha256 }, alt, side }: ThumbProps) {
  const editor = useEditor()
  const [lost, setLost] = useState<string | null>(null)
  if (lost === sha256)
    return (
      <Sign text="Not in library">
        <ImageOff size={18} aria-hidden />
      </Sign>
    )
  if (media === 'file')
    return (
      <Sign text="File">
        <File size={20} aria-hidden />
      </Sign>
    )
  if (media === 'video' || media === 'audio')
    return (
      <Sign text={media === 'video' ? 'Video' : 'Sound'}>
        {media === 'video' ? <Film size={20} aria-hidden /> : <Music size={20} aria-hidden />}
      </Sign>
    )
  return (
    <img
      ref={forget}
      src={mediaUrl(editor, sha256, side)}
      alt={alt}
      draggable={false}
      decoding="async"
      className="block h-full w-full object-contain"
      onError={() => setLost(sha256)}
    />
  )
}

/** Cancels the request for a picture that was scrolled past before it loaded, so that the visible ones load first. */
const forget = (image: HTMLImageElement | null) => () => image?.removeAttribute('src')

function Sign({ text, children }: { readonly text: string; readonly children: ReactNode }) {
  return (
    <span className="flex h-full w-full flex-col items-center justify-center gap-1 px-1 text-center text-[12px] text-dim">
      {children}
      <span className="max-w-full truncate">{text}</span>
    </span>
  )
}
