import { X } from 'lucide-react'
import { useMemo, useRef, useState } from 'react'
import { useEditor } from '../base/useEditor.ts'
import { focusCard } from '../graph/acts/walk.ts'
import { canvasStore } from '../state/canvas/canvasStore.ts'
import { nodesOf } from '../state/connections.ts'
import { useTab } from '../state/useTab.ts'
import { acceptsText } from '../base/keys/acceptsText.ts'
import { IconButton } from '../base/ui/IconButton.tsx'
import { show } from '../state/view.ts'
import { inspected } from './inspected.ts'
import { readWidth } from './inspectorWidth.ts'
import { NodeInspector } from './NodeInspector.tsx'
import { ResizeEdge } from './ResizeEdge.tsx'
import { SeveralInspector } from './SeveralInspector.tsx'
import { WorkflowInspector } from './WorkflowInspector.tsx'

/** Everything about the selection, at the right of the canvas. Esc closes it. */
export function Inspector() {
  const editor = useEditor()
  const [width, setWidth] = useState(readWidth)
  const workflow = useTab((tab) => tab.workflow, null)
  const selected = useTab((tab) => tab.selected, NO_NODES)
  const what = useMemo(() => (workflow === null ? null : inspected(workflow, selected)), [workflow, selected])
  const body = useRef<HTMLDivElement>(null)
  const close = (): void => {
    show(editor, { inspector: false })
    const at = editor.get(canvasStore).getState().focused
    if (at !== null && workflow !== null && nodesOf(workflow).has(at)) focusCard(editor, at)
  }
  return (
    <aside
      aria-label="Inspector"
      className="relative flex h-full shrink-0 flex-col border-l border-line bg-card"
      style={{ width }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.defaultPrevented) return
        event.stopPropagation()
        // The first Esc leaves a field, which keeps its text.
        if (acceptsText(event.target)) body.current?.focus()
        else close()
      }}
    >
      <ResizeEdge width={width} onWidth={setWidth} />
      <header className="flex h-10 shrink-0 items-center gap-2 border-b border-line px-3">
        <h2 className="m-0 min-w-0 flex-1 truncate text-[13px] font-semibold">Inspector</h2>
        <IconButton label="Close inspector" onClick={close}>
          <X size={16} aria-hidden />
        </IconButton>
      </header>
      <div ref={body} tabIndex={0} className="min-h-0 flex-1 overflow-y-auto outline-offset-[-2px]">
        {what?.kind === 'node' && <NodeInspector key={what.id} id={what.id} width={width} />}
        {what?.kind === 'several' && <SeveralInspector ids={what.ids} />}
        {what?.kind === 'workflow' && <WorkflowInspector />}
      </div>
    </aside>
  )
}

const NO_NODES: ReadonlySet<string> = new Set()
