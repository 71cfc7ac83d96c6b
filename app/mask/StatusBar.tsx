import { Maximize } from 'lucide-react'
import { useStore } from 'zustand'
import { useEditor } from '../base/useEditor.ts'
import { IconButton } from '../base/ui/IconButton.tsx'
import { doAct } from './maskActs.ts'
import type { MaskSession } from './session.ts'

/** The zoom, the size of the picture, and what the keys do. */
export function StatusBar({ session }: { readonly session: MaskSession }) {
  const editor = useEditor()
  const scale = useStore(session.state, ({ view }) => view.scale)
  const pen = useStore(session.state, (state) => state.pen)
  const { width, height } = session.picture
  const at = pen === null ? '' : `${Math.round(pen.x)}, ${Math.round(pen.y)}`
  return (
    <footer className="flex h-8 shrink-0 items-center gap-4 border-t border-line bg-card px-3 text-[12px] text-dim">
      <span className="flex items-center gap-1">
        <IconButton
          label="Show the whole picture"
          title="Show the whole picture (F)"
          className="grid size-6 cursor-pointer place-items-center rounded hover:bg-raised hover:text-ink"
          onClick={() => doAct(editor, session, { act: 'fit' })}
        >
          <Maximize size={13} aria-hidden />
        </IconButton>
        {Math.round(scale * 100)} %
      </span>
      <span>
        {width} × {height}
      </span>
      <span className="w-[88px]">{at}</span>
      <span className="ml-auto truncate">
        [ ] size · Shift+[ ] hardness · X erase · 1–0 opacity · wheel zooms · Space drags · arrow keys and
        Space paint
      </span>
    </footer>
  )
}
