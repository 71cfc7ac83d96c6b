import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import { useLayoutEffect, useRef } from 'react'
import { useEditor } from '../base/useEditor.ts'
import { IconButton } from '../base/ui/IconButton.tsx'
import { show } from '../state/view.ts'

interface PanelProps {
  readonly title: string
  /** Whether it fills the window, instead of standing beside the canvas. */
  readonly wide?: boolean
  /** Content beside the title. */
  readonly actions?: ReactNode
  readonly children: ReactNode
}

/** The frame of every panel: a title, its actions, a scrolling body. Esc closes it. */
export function Panel({ title, wide = false, actions, children }: PanelProps) {
  const editor = useEditor()
  const frame = useRef<HTMLElement>(null)
  // Before the panel is painted, so that a key that is pressed then goes to it.
  useLayoutEffect(() => {
    // An element in it may have been focused on purpose.
    if (frame.current?.contains(document.activeElement) !== true) frame.current?.focus()
  }, [])
  return (
    <div className="h-full w-[340px]">
      <aside
        ref={frame}
        tabIndex={-1}
        aria-label={title}
        className={`flex h-full flex-col border-r border-line bg-card outline-none ${wide ? 'absolute inset-y-0 left-0 w-[calc(100vw-44px)]' : 'w-[340px]'}`}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return
          event.stopPropagation()
          show(editor, { panel: null })
        }}
      >
        <header className="flex h-10 shrink-0 items-center gap-2 border-b border-line px-3">
          <h2 className="min-w-0 flex-1 truncate font-semibold">{title}</h2>
          {actions}
          <IconButton label={`Close ${title.toLowerCase()}`} onClick={() => show(editor, { panel: null })}>
            <X size={16} aria-hidden />
          </IconButton>
        </header>
        {/* If nothing inside can be focused, the keys must still be able to scroll. */}
        <div tabIndex={0} className="min-h-0 flex-1 overflow-y-auto">
          {children}
        </div>
      </aside>
    </div>
  )
}

/** The empty state: what will be here, and the one thing to do. */
export function EmptyState({ text, children }: { readonly text: string; readonly children?: ReactNode }) {
  return (
    <div className="flex flex-col items-start gap-3 p-4 text-dim">
      <p>{text}</p>
      {children}
    </div>
  )
}
