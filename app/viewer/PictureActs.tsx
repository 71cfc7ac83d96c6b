import { Copy, Download, ImagePlus, LocateFixed } from 'lucide-react'
import type { LucideIcon } from 'lucide-react'
import type { ResultDetails } from '#shared/api/records.ts'
import { Button } from '../base/ui/Button.tsx'
import { useEditor } from '../base/useEditor.ts'
import { copyPicture } from '../base/media/copyPicture.ts'
import { fileName } from '../base/media/fileName.ts'
import { isPicture } from '#shared/media/kinds.ts'
import { registryOf } from '../state/catalogue/catalogue.ts'
import { useNodeType } from '../state/catalogue/useNodeType.ts'
import { savePicture } from '../base/media/savePicture.ts'
import { showOnCanvas } from '../graph/acts/showOnCanvas.ts'
import { sendToCanvas } from '../graph/acts/sendToCanvas.ts'

/** What can be done with the viewed picture. */
export function PictureActs({ story: { gone, media, row } }: { readonly story: ResultDetails }) {
  const editor = useEditor()
  useNodeType(row?.nodeType ?? null)
  const name = media === null ? '' : fileName(media, row, registryOf(editor))
  const there = media !== null && !gone
  return (
    <div className="grid grid-cols-2 gap-2">
      <Act
        Icon={ImagePlus}
        text="Use as input"
        disabled={!there}
        onClick={() => media !== null && sendToCanvas(editor, [{ media, maker: row?.node ?? null }])}
      />
      <Act
        Icon={LocateFixed}
        text="Show on canvas"
        disabled={row === null}
        needsHost
        onClick={() => row !== null && showOnCanvas(editor, row)}
      />
      <Act
        Icon={Download}
        text="Save as…"
        disabled={!there}
        onClick={() => media !== null && savePicture(editor, media, name)}
      />
      <Act
        Icon={Copy}
        text="Copy"
        disabled={!there || !isPicture(media.media)}
        onClick={() => media !== null && void copyPicture(editor, media)}
      />
    </div>
  )
}

interface ActProps {
  readonly Icon: LucideIcon
  readonly text: string
  readonly disabled: boolean
  readonly needsHost?: boolean
  readonly onClick: () => void
}

function Act({ Icon, text, ...rest }: ActProps) {
  return (
    <Button
      {...rest}
      className="flex h-8 items-center gap-1.5 rounded-md border border-line px-2 hover:bg-line/60 disabled:opacity-40"
    >
      <Icon size={15} aria-hidden className="shrink-0 text-dim" />
      <span className="truncate">{text}</span>
    </Button>
  )
}
