import { File } from 'lucide-react'
import { formatOf } from '../formatOf.ts'
import type { TileProps } from '../mediaProps.ts'
import { Placeholder } from '../Placeholder.tsx'

/** A file of any other format in a list: its name, or else its format. */
export function FileTile({ media: { name, mime } }: TileProps) {
  return (
    <Placeholder text={name ?? (mime === undefined ? 'File' : formatOf(mime))}>
      <File size={20} aria-hidden />
    </Placeholder>
  )
}
