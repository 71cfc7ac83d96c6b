import { Film } from 'lucide-react'
import { Placeholder } from '../Placeholder.tsx'

/** A video in a list. */
export function VideoTile() {
  return (
    <Placeholder text="Video">
      <Film size={20} aria-hidden />
    </Placeholder>
  )
}
