import type { Viewport } from '@xyflow/react'
import type { MouseEvent } from 'react'
import { useCallback } from 'react'
import { useEditor } from '../base/useEditor.ts'
import { activeTab } from '../state/tabs.ts'
import { saveViewport } from '../state/viewports.ts'
import { show } from '../state/view.ts'
import type { Level } from '../state/canvas/canvasStore.ts'
import { canvasStore, setCanvas } from '../state/canvas/canvasStore.ts'
import { recordMove } from './card/useTurn.ts'
import { reactFlow } from '../graph/reactFlow.ts'

/** Below these zooms cards are lighter, because their contents could not be read. */
const LIGHT = 0.5
const BLOCK = 0.18

export const levelAt = (zoom: number): Level => (zoom >= LIGHT ? 'full' : zoom >= BLOCK ? 'light' : 'block')

/** The view: the level of detail at its zoom, and the double-click that opens the search. */
export function useView(tab: string) {
  const editor = useEditor()
  const onMove = useCallback(
    (_: unknown, viewport: Viewport) => {
      recordMove(editor)
      const level = levelAt(viewport.zoom)
      if (editor.get(canvasStore).getState().level !== level) setCanvas(editor, { level })
    },
    [editor],
  )
  const onMoveStart = useCallback(() => setCanvas(editor, { moving: true }), [editor])
  const onMoveEnd = useCallback(
    (_: unknown, viewport: Viewport) => {
      setCanvas(editor, { moving: false })
      saveViewport(editor, tab, viewport)
    },
    [editor, tab],
  )
  const onDoubleClick = useCallback(
    (event: MouseEvent) => {
      const target = event.target
      const at = reactFlow(editor)?.screenToFlowPosition({ x: event.clientX, y: event.clientY })
      const isEmpty = target instanceof Element && target.matches('.react-flow__pane, .frame')
      if (isEmpty && at !== undefined && activeTab(editor)?.readOnly === false)
        show(editor, { search: { at, loose: null } })
    },
    [editor],
  )
  return { onMove, onMoveStart, onMoveEnd, onDoubleClick }
}
