import { Music } from 'lucide-react'
import { Placeholder } from '../Placeholder.tsx'

/** An audio file in a list. */
export function AudioTile() {
  return (
    <Placeholder text="Audio">
      <Music size={20} aria-hidden />
    </Placeholder>
  )
}
