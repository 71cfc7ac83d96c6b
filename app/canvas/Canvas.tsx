import '@xyflow/react/dist/base.css'
import './canvas.css'
import { useEffect, useRef } from 'react'
import type { MouseEvent, RefObject } from 'react'
import { usePart, useEditor } from '../base/useEditor.ts'
import type { Tab } from '../state/tabs.ts'
import { canvasStore, setCanvas } from '../state/canvas/canvasStore.ts'
import { loadLater } from '../widgets/loadLater.tsx'
import { DropHint } from './drop/DropHint.tsx'
import { useDrop } from './drop/useDrop.ts'
import { markTaker } from './cable/taker.ts'
import { useHoverTrace } from './cable/useTrace.ts'
import { setReactFlow, setPointer } from '../graph/reactFlow.ts'
import { Graph } from './Graph.tsx'
import { Menu } from './Menu.tsx'
import { useTabStops } from './useTabStops.ts'
import { decideWheel } from './wheel.ts'
import { acceptsText } from '../base/keys/acceptsText.ts'

// A first start shows an example instead.
const EmptyCanvas = loadLater(async () => (await import('./empty/EmptyCanvas.tsx')).EmptyCanvas)

/** The canvas of one tab. */
export function Canvas({ tab }: { readonly tab: Tab }) {
  const editor = useEditor()
  const level = usePart(canvasStore, (canvas) => canvas.level)
  const canvas = useSpace()
  useLoose(canvas)
  useWheel(canvas)
  const onDrop = useDrop()
  const tabStops = useTabStops()
  const isEmpty = tab.workflow.nodes.length === 0
  const { onPointerOver, onPointerLeave } = useHoverTrace()

  useEffect(
    () => () => {
      setReactFlow(editor, null)
      setCanvas(editor, { drawn: null })
    },
    [editor],
  )

  return (
    <div
      ref={canvas}
      className="relative size-full"
      data-canvas
      data-level={level}
      onPointerMove={(event) => {
        // An open menu is a child of this component, but is drawn elsewhere on the page.
        if (event.currentTarget.contains(event.target as Element))
          setPointer(editor, { x: event.clientX, y: event.clientY })
        if (editor.get(canvasStore).getState().loose !== null) markTaker(editor, event.target)
      }}
      onPointerOver={onPointerOver}
      onPointerLeave={() => {
        setPointer(editor, null)
        onPointerLeave()
      }}
      onMouseDown={preventTextSelection}
      {...onDrop}
      {...tabStops}
    >
      <span data-edge="before" tabIndex={isEmpty ? -1 : 0} />
      <Menu>
        <Graph tab={tab} />
      </Menu>
      {isEmpty && !tab.readOnly && <EmptyCanvas />}
      <DropHint />
    </div>
  )
}

/** A double-click on a cable or a card means these, and not the text nearby. */
function preventTextSelection(event: MouseEvent): void {
  const isText = event.target instanceof Element && event.target.closest('.nowheel') !== null
  if (event.detail > 1 && !isText && !acceptsText(event.target)) event.preventDefault()
}

function useWheel(canvas: RefObject<HTMLDivElement | null>): void {
  useEffect(() => {
    const element = canvas.current
    element?.addEventListener('wheel', decideWheel, { capture: true, passive: true })
    return () => element?.removeEventListener('wheel', decideWheel, { capture: true })
  }, [canvas])
}

/**
 * Marks the canvas while Space is held: then a drag anywhere pans, on cards too. An attribute instead of state, which
 * would render every card again.
 */
function useSpace(): RefObject<HTMLDivElement | null> {
  const canvas = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const hold = (isHeld: boolean): void => void canvas.current?.toggleAttribute('data-space', isHeld)
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.code === 'Space' && !acceptsText(event.target)) hold(true)
    }
    const onKeyUp = (event: KeyboardEvent): void => {
      if (event.code === 'Space') hold(false)
    }
    const onBlur = (): void => hold(false)
    document.addEventListener('keydown', onKeyDown)
    document.addEventListener('keyup', onKeyUp)
    window.addEventListener('blur', onBlur)
    return () => {
      document.removeEventListener('keydown', onKeyDown)
      document.removeEventListener('keyup', onKeyUp)
      window.removeEventListener('blur', onBlur)
    }
  }, [])
  return canvas
}

/**
 * Marks the canvas while a cable is being drawn: then hidden ports that take it appear. An attribute, for the same
 * reason.
 */
function useLoose(canvas: RefObject<HTMLDivElement | null>): void {
  const editor = useEditor()
  useEffect(
    () =>
      editor.get(canvasStore).subscribe(({ loose }, before) => {
        if ((loose === null) !== (before.loose === null))
          canvas.current?.toggleAttribute('data-loose', loose !== null)
      }),
    [editor, canvas],
  )
}
