import type { CardProps } from '../mediaProps.ts'
import { VideoTile } from './VideoTile.tsx'

/** A video on a card; a double-click opens it. */
export function VideoCard({ onOpen }: CardProps) {
  return (
    <div className="h-full w-full" onDoubleClick={onOpen}>
      <VideoTile />
    </div>
  )
}
