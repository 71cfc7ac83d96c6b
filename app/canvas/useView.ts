import type { Viewport } from '@xyflow/react'
import type { MouseEvent } from 'react'
import { useCallback, useMemo } from 'react'
import { activeTab } from '../stores/tabs.ts'
import { show } from '../stores/view.ts'
import type { Level } from './canvasStore.ts'
import { canvasStore, setCanvas } from './canvasStore.ts'
import { flow } from './flow.ts'

/** Below these, cards are lighter: what is on them could not be read. */
const LIGHT = 0.5
const BLOCK = 0.18

export const levelAt = (zoom: number): Level => (zoom >= LIGHT ? 'full' : zoom >= BLOCK ? 'light' : 'block')

/** What part of each tab was in view when it was left. */
const viewports = new Map<string, Viewport>()

export const viewportOf = (tab: string): Viewport | null => viewports.get(tab) ?? null

/** The view: how a tab is first seen, how much is drawn at this zoom, and the double-click that searches. */
export function useView(tab: string) {
  const onMove = useCallback(
    (_: unknown, viewport: Viewport) => {
      viewports.set(tab, viewport)
      const level = levelAt(viewport.zoom)
      if (canvasStore.getState().level !== level) setCanvas({ level })
    },
    [tab],
  )
  const onMoveStart = useCallback(() => setCanvas({ moving: true }), [])
  const onMoveEnd = useCallback(() => setCanvas({ moving: false }), [])
  const start = useMemo(() => viewports.get(tab) ?? activeTab()?.workflow.viewport ?? null, [tab])
  const onDoubleClick = useCallback((event: MouseEvent) => {
    const target = event.target
    const at = flow()?.screenToFlowPosition({ x: event.clientX, y: event.clientY })
    if (target instanceof Element && target.classList.contains('react-flow__pane') && at !== undefined)
      show({ search: { at, loose: null } })
  }, [])
  const fitted = { fitView: true, fitViewOptions: { padding: 0.12, maxZoom: 1 } }
  return {
    onMove,
    onMoveStart,
    onMoveEnd,
    onDoubleClick,
    ...(start === null ? fitted : { defaultViewport: { x: start.x, y: start.y, zoom: start.zoom } }),
  }
}
