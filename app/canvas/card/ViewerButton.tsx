import { Maximize2 } from 'lucide-react'
import { IconButton } from '../../base/ui/IconButton.tsx'
import { useEditor } from '../../base/useEditor.ts'
import { openViewer } from '../../state/viewer/openViewer.ts'

/** In the corner of a picture on a card, which is the `group/picture`: shown on hover and on focus. */
export function ViewerButton({ sha256, what }: { readonly sha256: string; readonly what: string }) {
  const editor = useEditor()
  return (
    <IconButton
      label={`Open the ${what} in the viewer`}
      title="Open in the viewer"
      className="nodrag absolute right-2 bottom-2 grid size-7 place-items-center rounded-md bg-black/60 text-white opacity-0 group-hover/picture:opacity-100 focus-visible:opacity-100 hover:bg-black/80"
      onClick={() => openViewer(editor, sha256)}
    >
      <Maximize2 size={14} aria-hidden />
    </IconButton>
  )
}
