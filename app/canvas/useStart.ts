import type { RefObject } from 'react'
import { useLayoutEffect, useRef, useState } from 'react'
import type { Registry } from '#shared/nodes/registry.ts'
import { useEditor } from '../base/useEditor.ts'
import type { Editor } from '../base/editor.ts'
import type { Rect } from '../base/geometry.ts'
import { around } from '../base/geometry.ts'
import type { Tab } from '../state/tabs.ts'
import { viewportOf } from '../state/viewports.ts'
import { setCanvas } from '../state/canvas/canvasStore.ts'
import { startCamera } from '../graph/acts/camera.ts'
import type { FlowNode } from '../graph/layout/flowNodes.ts'
import { expectedRect } from '../graph/layout/roomToCome.ts'
import { firstView } from '../graph/model/firstView.ts'
import type { View } from '../graph/model/viewport.ts'
import { paneArea, panelsOnPane } from '../graph/reactFlow.ts'
import { levelAt } from './useView.ts'

/** The initial props of React Flow. */
export interface Start {
  readonly width: number
  readonly height: number
  readonly defaultViewport: View
}

/**
 * The initial viewport of a tab: as it was left, as its file says, or with all nodes framed. It is known before any
 * card is rendered, so that a thousand cards that are seen zoomed out are not rendered in full first. Null until the
 * page has the element of `paneRef`, which has the size of the coming canvas.
 */
export function useStart(
  tab: Tab,
  nodes: readonly FlowNode[],
  registry: Registry,
): { readonly start: Start | null; readonly paneRef: RefObject<HTMLDivElement | null> } {
  const editor = useEditor()
  const [start, setStart] = useState<Start | null>(null)
  const paneRef = useRef<HTMLDivElement>(null)
  const first = useRef({ tab, nodes, registry })
  useLayoutEffect(() => {
    const { clientWidth: width = 0, clientHeight: height = 0 } = paneRef.current ?? {}
    const { view, isFramed } = viewOf(editor, first.current, { x: 0, y: 0, width, height })
    startCamera(editor, isFramed ? { view, ids: null } : null)
    setCanvas(editor, { level: levelAt(view.zoom) })
    setStart({ width, height, defaultViewport: view })
  }, [editor])
  return { start, paneRef }
}

interface First {
  readonly tab: Tab
  readonly nodes: readonly FlowNode[]
  readonly registry: Registry
}

function viewOf(editor: Editor, { tab, nodes, registry }: First, pane: Rect) {
  const { workflow } = tab
  const left = viewportOf(editor, tab.id)
  if (left !== null) return { view: left, isFramed: false }
  return firstView({
    box: around(nodes.map(({ position, width = 0, height = 0 }) => ({ ...position, width, height }))),
    roomyBox: around(nodes.map((node) => expectedRect(node, workflow, registry))),
    saved: workflow.viewport ?? null,
    pane,
    panels: panelsOnPane(),
    area: paneArea(),
  })
}
