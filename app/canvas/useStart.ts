import type { Viewport } from '@xyflow/react'
import { getViewportForBounds } from '@xyflow/react'
import type { RefObject } from 'react'
import { useLayoutEffect, useRef, useState } from 'react'
import { useEditor } from '../base/useEditor.ts'
import type { Editor } from '../base/editor.ts'
import type { Tab } from '../state/tabs.ts'
import { viewportOf } from '../state/viewports.ts'
import { setCanvas } from '../state/canvas/canvasStore.ts'
import type { Rect } from '../base/geometry.ts'
import { levelAt } from './useView.ts'

/** Around all nodes, as a part of the canvas; and how far away they may be seen from. */
const FITTED = { padding: 0.12, least: 0.05, most: 1 }

/** What React Flow is told before it draws for the first time. */
export interface Start {
  readonly width: number
  readonly height: number
  readonly defaultViewport: Viewport
}

/**
 * How a tab is first seen: as it was left, as its file says, or whole. It is known before any card is drawn, so that a
 * thousand of them that are seen from afar are not drawn from near first. Null until the page has `place`, which is as large
 * as the canvas will be.
 */
export function useStart(
  tab: Tab,
  extent: Rect | null,
): { readonly start: Start | null; readonly paneRef: RefObject<HTMLDivElement | null> } {
  const editor = useEditor()
  const [start, setStart] = useState<Start | null>(null)
  const paneRef = useRef<HTMLDivElement>(null)
  const first = useRef({ tab, extent })
  useLayoutEffect(() => {
    const { clientWidth: width = 0, clientHeight: height = 0 } = paneRef.current ?? {}
    const defaultViewport = firstView(editor, first.current, { width, height })
    setCanvas(editor, { level: levelAt(defaultViewport.zoom) })
    setStart({ width, height, defaultViewport })
  }, [editor])
  return { start, paneRef }
}

function firstView(
  editor: Editor,
  { tab, extent }: { readonly tab: Tab; readonly extent: Rect | null },
  { width, height }: { readonly width: number; readonly height: number },
): Viewport {
  const savedViewport = viewportOf(editor, tab.id) ?? tab.workflow.viewport
  if (savedViewport !== undefined) return { x: savedViewport.x, y: savedViewport.y, zoom: savedViewport.zoom }
  // Where nothing is, the first node must stay where it is put.
  if (extent === null) return { x: 0, y: 0, zoom: 1 }
  return getViewportForBounds(extent, width, height, FITTED.least, FITTED.most, FITTED.padding)
}
