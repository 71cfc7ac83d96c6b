import { File } from 'lucide-react'
import type { TileProps } from '../mediaProps.ts'
import { Placeholder } from '../Placeholder.tsx'

/** A file of any other format in a list. */
export function FileTile({ media: { name } }: TileProps) {
  return (
    <Placeholder text={name ?? 'File'}>
      <File size={20} aria-hidden />
    </Placeholder>
  )
}
