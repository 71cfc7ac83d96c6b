import { Download, File } from 'lucide-react'
import { savePicture } from '../../base/media/savePicture.ts'
import { formatBytes } from '../../base/formatBytes.ts'
import { IconButton } from '../../base/ui/IconButton.tsx'
import { useEditor } from '../../base/useEditor.ts'
import { formatOf, saveName } from '../formatOf.ts'
import type { CardProps } from '../mediaProps.ts'

/** A file on a card: its name, format and size, and a button to save it. */
export function FileCard({ media, onOpen }: CardProps) {
  const editor = useEditor()
  const { name, mime, bytes } = media
  return (
    <div className="flex h-full w-full items-start gap-2 px-3 pt-3" onDoubleClick={onOpen}>
      <File size={20} aria-hidden className="shrink-0 text-dim" />
      <span className="flex min-w-0 flex-1 flex-col leading-[18px]">
        <span className="truncate">{name ?? formatOf(mime)}</span>
        <span className="truncate text-[12px] text-dim">{`${formatOf(mime)}, ${formatBytes(bytes)}`}</span>
      </span>
      <IconButton
        label="Save as…"
        className="nodrag grid size-7 shrink-0 place-items-center rounded-md text-dim hover:bg-line/60 hover:text-ink"
        onClick={() => savePicture(editor, media, saveName(media))}
        onDoubleClick={(event) => event.stopPropagation()}
      >
        <Download size={15} aria-hidden />
      </IconButton>
    </div>
  )
}
