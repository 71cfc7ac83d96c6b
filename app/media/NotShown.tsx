import { Download, FileQuestion } from 'lucide-react'
import type { Media } from '#shared/ports/value.ts'
import { savePicture } from '../base/media/savePicture.ts'
import { Button } from '../base/ui/Button.tsx'
import { useEditor } from '../base/useEditor.ts'
import { formatBytes } from '../base/formatBytes.ts'
import { formatOf, saveName } from './formatOf.ts'

interface NotShownProps {
  readonly media: Media
  /** Why, in one sentence. */
  readonly why: string
}

/** A medium that the page cannot show, with what is known about it, and the way to get it. */
export function NotShown({ media, why }: NotShownProps) {
  const editor = useEditor()
  const { name, mime, bytes } = media
  return (
    <div className="m-auto flex max-w-[420px] flex-col items-center gap-3 p-8 text-center">
      <FileQuestion size={28} aria-hidden className="text-dim" />
      {name !== undefined && <p className="max-w-full font-medium break-words">{name}</p>}
      <p className="text-dim">{`${formatOf(mime)}, ${formatBytes(bytes)}`}</p>
      {why !== '' && <p className="text-dim">{why}</p>}
      <Button
        className="flex h-8 items-center gap-2 rounded-md border border-line px-3 hover:bg-line/60"
        onClick={() => savePicture(editor, media, saveName(media))}
      >
        <Download size={15} aria-hidden className="text-dim" />
        Save as…
      </Button>
    </div>
  )
}
