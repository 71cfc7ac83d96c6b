import type { CardProps } from '../mediaProps.ts'
import { FileTile } from './FileTile.tsx'

/** A file on a card; a double-click opens it. */
export function FileCard({ media, onOpen }: CardProps) {
  return (
    <div className="h-full w-full" onDoubleClick={onOpen}>
      <FileTile media={media} alt="" side={512} />
    </div>
  )
}
