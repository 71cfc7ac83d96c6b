import { Button } from '../base/ui/Button.tsx'
import { useEditor } from '../base/useEditor.ts'
import { focusCard } from '../graph/acts/walk.ts'

/** A link to a node on the canvas. */
export function NodeLink({ id, title }: { readonly id: string; readonly title: string }) {
  const editor = useEditor()
  return (
    <Button
      className="min-w-0 cursor-pointer truncate rounded-[4px] text-left underline decoration-line underline-offset-4 hover:decoration-dim"
      onClick={() => focusCard(editor, id)}
    >
      {title}
    </Button>
  )
}
