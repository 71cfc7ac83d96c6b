import { describeMedia } from '../describeMedia.ts'
import type { CardProps } from '../mediaProps.ts'
import { ModelTile } from './ModelTile.tsx'

/** A 3D model on a card: its poster; a double-click opens it, to be turned. */
export function ModelCard({ media, onOpen }: CardProps) {
  return (
    <div className="h-full w-full" onDoubleClick={onOpen}>
      <ModelTile media={media} alt={describeMedia(media)} side={512} />
    </div>
  )
}
