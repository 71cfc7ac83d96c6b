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

/** Padding around all nodes, as a fraction of the canvas, and the limits of the zoom. */
const FITTED = { padding: 0.12, min: 0.05, max: 1 }

/** The initial props of React Flow. */
export interface Start {
  readonly width: number
  readonly height: number
  readonly defaultViewport: Viewport
}

/**
 * The initial viewport of a tab: as it was left, as its file says, or fitted to all nodes. It is known before any card
 * is rendered, so that a thousand cards that are seen zoomed out are not rendered in full first. Null until the page
 * has `place`, which has the size of the coming canvas.
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
  // On an empty canvas the first node must stay where it is placed.
  if (extent === null) return { x: 0, y: 0, zoom: 1 }
  return getViewportForBounds(extent, width, height, FITTED.min, FITTED.max, FITTED.padding)
}
