import { ImageOff } from 'lucide-react'
import { useState } from 'react'
import { mediaUrl } from '../../base/host.ts'
import { useEditor } from '../../base/useEditor.ts'
import type { TileProps } from '../mediaProps.ts'
import { Placeholder } from '../Placeholder.tsx'

interface PictureTileProps extends TileProps {
  /** Called with the size of the thumbnail, in pixels, once it is known. */
  readonly onSize?: (width: number, height: number) => void
}

/** A thumbnail of a picture, or a note that its file is gone. */
export function PictureTile({ media: { sha256 }, alt, side, fit = 'contain', onSize }: PictureTileProps) {
  const editor = useEditor()
  const [lost, setLost] = useState<string | null>(null)
  if (lost === sha256)
    return (
      <Placeholder text="Not in library">
        <ImageOff size={18} aria-hidden />
      </Placeholder>
    )
  return (
    <img
      ref={forget}
      src={mediaUrl(editor, sha256, side)}
      alt={alt}
      draggable={false}
      decoding="async"
      className={`block h-full w-full ${fit === 'cover' ? 'object-cover' : 'object-contain'}`}
      onLoad={({ currentTarget: { naturalWidth, naturalHeight } }) => onSize?.(naturalWidth, naturalHeight)}
      onError={() => setLost(sha256)}
    />
  )
}

/** Cancels the request for a picture that was scrolled past before it loaded, so that the visible ones load first. */
const forget = (image: HTMLImageElement | null) => () => image?.removeAttribute('src')
