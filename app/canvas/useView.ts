import type { Viewport } from '@xyflow/react'
import type { MouseEvent } from 'react'
import { useCallback, useMemo } from 'react'
import type { Tab } from '../stores/tabs.ts'
import { activeTab } from '../stores/tabs.ts'
import { keepViewport, viewportOf } from '../stores/viewports.ts'
import { show } from '../stores/view.ts'
import type { Level } from './canvasStore.ts'
import { canvasStore, setCanvas } from './canvasStore.ts'
import { flow } from './flow.ts'

/** Below these, cards are lighter: what is on them could not be read. */
const LIGHT = 0.5
const BLOCK = 0.18

export const levelAt = (zoom: number): Level => (zoom >= LIGHT ? 'full' : zoom >= BLOCK ? 'light' : 'block')

/** What is on the canvas is fitted in; where nothing is, the first node must stay where it is put. */
const firstView = (tab: Tab | null): Viewport | null =>
  tab?.workflow.viewport ?? (tab?.workflow.nodes.length === 0 ? { x: 0, y: 0, zoom: 1 } : null)

/** The view: how a tab is first seen, how much is drawn at this zoom, and the double-click that searches. */
export function useView(tab: string) {
  const onMove = useCallback((_: unknown, viewport: Viewport) => {
    const level = levelAt(viewport.zoom)
    if (canvasStore.getState().level !== level) setCanvas({ level })
  }, [])
  const onMoveStart = useCallback(() => setCanvas({ moving: true }), [])
  const onMoveEnd = useCallback(
    (_: unknown, viewport: Viewport) => {
      setCanvas({ moving: false })
      keepViewport(tab, viewport)
    },
    [tab],
  )
  const start = useMemo(() => viewportOf(tab) ?? firstView(activeTab()), [tab])
  const onDoubleClick = useCallback((event: MouseEvent) => {
    const target = event.target
    const at = flow()?.screenToFlowPosition({ x: event.clientX, y: event.clientY })
    const isEmpty = target instanceof Element && target.matches('.react-flow__pane, .frame')
    if (isEmpty && at !== undefined && activeTab()?.readOnly === false) show({ search: { at, loose: null } })
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
