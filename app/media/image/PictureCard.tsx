import { mediaUrl } from '../../base/host.ts'
import { useEditor } from '../../base/useEditor.ts'
import type { CardProps } from '../mediaProps.ts'

/** A picture on a card; a double-click opens it. */
export function PictureCard({ media: { media, sha256, width, height }, onOpen }: CardProps) {
  const editor = useEditor()
  return (
    <img
      src={mediaUrl(editor, sha256, 512)}
      alt={width === undefined ? media : `${media}, ${width} by ${height} pixels`}
      className="h-full w-full object-cover"
      draggable={false}
      loading="lazy"
      onDoubleClick={onOpen}
    />
  )
}
