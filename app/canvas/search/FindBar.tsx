import { ChevronDown, ChevronUp, X } from 'lucide-react'
import { useEffect, useState } from 'react'
import { Button } from '../../base/ui/Button.tsx'
import { usePart, useEditor } from '../../base/useEditor.ts'
import { show, viewStore } from '../../state/view.ts'
import { select } from '../../state/tabs.ts'
import { focusCard } from '../../graph/acts/walk.ts'
import { setCanvas } from '../../state/canvas/canvasStore.ts'
import { reveal } from '../../graph/acts/camera.ts'
import { findNodes } from '../../graph/model/find.ts'
import { useRegistry } from '../../state/catalogue/useNodeType.ts'
import { useTab } from '../../state/useTab.ts'
import { isEnter, isEscape } from '../../base/keys/isEnter.ts'

/** Finds nodes of the graph by title, id or value, and goes from one to the next. */
export function FindBar() {
  const isOpen = usePart(viewStore, (view) => view.find)
  return isOpen ? <Bar /> : null
}

const step =
  'grid size-[26px] cursor-pointer place-items-center rounded-[6px] text-dim hover:bg-line hover:text-ink disabled:opacity-40'

function Bar() {
  const editor = useEditor()
  const [query, setQuery] = useState('')
  const [at, setAt] = useState(0)
  const workflow = useTab((tab) => tab.workflow, null)
  const registry = useRegistry(workflow)
  const found = workflow === null ? [] : findNodes(workflow, query, registry)
  const current = found[Math.min(at, found.length - 1)]
  const go = (by: number): void => setAt((now) => (now + by + found.length) % Math.max(1, found.length))
  const currentId = current?.node

  useEffect(() => {
    if (currentId === undefined) return
    select(editor, new Set([currentId]))
    setCanvas(editor, { focused: currentId })
    reveal(editor, [currentId])
  }, [editor, currentId])

  const close = (): void => {
    show(editor, { find: false })
    if (current !== undefined) focusCard(editor, current.node)
  }

  return (
    <search
      className="floating absolute top-3 right-3 z-20 flex items-center gap-1 px-2 py-1"
      onKeyDown={(event) => {
        if (isEscape(event)) close()
        else if (isEnter(event)) go(event.shiftKey ? -1 : 1)
        else return
        event.preventDefault()
        event.stopPropagation()
      }}
    >
      <input
        className="h-[28px] w-[220px] border-0 bg-transparent px-1 outline-none"
        aria-label="Find in the graph"
        placeholder="Title, id or value"
        value={query}
        autoFocus
        onChange={(event) => {
          setQuery(event.target.value)
          setAt(0)
        }}
      />
      <span className="min-w-[56px] text-right text-[12px] text-dim" role="status">
        {query.trim() === ''
          ? ''
          : found.length === 0
            ? 'None'
            : `${Math.min(at, found.length - 1) + 1} of ${found.length}`}
      </span>
      <Button className={step} aria-label="Previous" disabled={found.length < 2} onClick={() => go(-1)}>
        <ChevronUp size={15} aria-hidden="true" />
      </Button>
      <Button className={step} aria-label="Next" disabled={found.length < 2} onClick={() => go(1)}>
        <ChevronDown size={15} aria-hidden="true" />
      </Button>
      <Button className={step} aria-label="Close" onClick={close}>
        <X size={15} aria-hidden="true" />
      </Button>
    </search>
  )
}
