import type { CardProps } from '../mediaProps.ts'
import { AudioTile } from './AudioTile.tsx'

/** An audio file on a card; a double-click opens it. */
export function AudioCard({ onOpen }: CardProps) {
  return (
    <div className="h-full w-full" onDoubleClick={onOpen}>
      <AudioTile />
    </div>
  )
}
