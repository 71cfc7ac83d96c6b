import type { ReactFlowInstance } from '@xyflow/react'
import { definePart } from '../base/editor.ts'
import type { Editor } from '../base/editor.ts'
import { glide } from '../base/theme.ts'
import type { CardLayout } from './layout/cardLayout.ts'
import type { FlowEdge } from './layout/flowEdges.ts'
import type { FlowNode } from './layout/flowNodes.ts'
import type { NodeRect } from './model/align.ts'
import type { Point, Rect } from '../base/geometry.ts'
import { paddingAround } from './model/paddingAround.ts'

export type CanvasInstance = ReactFlowInstance<FlowNode, FlowEdge>

interface ShownCanvas {
  instance: CanvasInstance | null
  /** The pointer's position in the window, for a paste or search without another position. */
  pointer: Point | null
}

const shownCanvas = definePart((): ShownCanvas => ({ instance: null, pointer: null }))

/** The canvas that is shown, or null. */
export const reactFlow = (editor: Editor): CanvasInstance | null => editor.get(shownCanvas).instance

export function setReactFlow(editor: Editor, instance: CanvasInstance | null): void {
  editor.get(shownCanvas).instance = instance
}

export function setPointer(editor: Editor, at: Point | null): void {
  editor.get(shownCanvas).pointer = at
}

/** The pointer's position on the canvas, or else the middle of the view; in flow coordinates. */
export function pointerPosition(editor: Editor): Point {
  const { instance: current, pointer } = editor.get(shownCanvas)
  if (current === null) return { x: 0, y: 0 }
  return current.screenToFlowPosition(pointer ?? viewCentre())
}

/** In flow coordinates. */
export const middleOfView = (editor: Editor): Point =>
  reactFlow(editor)?.screenToFlowPosition(viewCentre()) ?? { x: 0, y: 0 }

function viewCentre(): Point {
  const pane = document.querySelector('.react-flow')?.getBoundingClientRect()
  return pane === undefined ? { x: 0, y: 0 } : { x: pane.x + pane.width / 2, y: pane.y + pane.height / 2 }
}

export function rectOf(editor: Editor, id: string): Rect | null {
  const node = reactFlow(editor)?.getNode(id)
  if (node === undefined) return null
  return { ...node.position, width: node.width ?? 0, height: node.height ?? 0 }
}

/** The layout of a card; null if the node has none. */
export function layoutOf(editor: Editor, id: string): CardLayout | null {
  const node = reactFlow(editor)?.getNode(id)
  return node?.type === 'card' ? node.data.layout : null
}

/** The rectangles of these nodes, without those that are not on the canvas. */
export const rectsOf = (editor: Editor, ids: Iterable<string>): readonly NodeRect[] =>
  [...ids].flatMap((id) => {
    const rect = rectOf(editor, id)
    return rect === null ? [] : [{ id, ...rect }]
  })

/** Every card and note, without the frames of groups. */
export const allRects = (editor: Editor): readonly NodeRect[] =>
  rectsOf(
    editor,
    (reactFlow(editor)?.getNodes() ?? []).filter(({ type }) => type !== 'frame').map(({ id }) => id),
  )

/** Those that are at least partly in view. */
export function rectsInView(editor: Editor): readonly NodeRect[] {
  const current = reactFlow(editor)
  const pane = document.querySelector('.react-flow')?.getBoundingClientRect()
  if (current === null || pane === undefined) return []
  const from = current.screenToFlowPosition(pane)
  const to = current.screenToFlowPosition({ x: pane.right, y: pane.bottom })
  return allRects(editor).filter(
    ({ x, y, width, height }) => x < to.x && y < to.y && x + width > from.x && y + height > from.y,
  )
}

export const fit = (editor: Editor, ids?: Iterable<string>): void => {
  const nodes = ids === undefined ? undefined : Array.from(ids, (id) => ({ id }))
  const { width, height } = paneRect()
  const padding = paddingAround({ width, height }, coveredAtLeft())
  void reactFlow(editor)?.fitView({ padding, maxZoom: 1, duration: glide(160), ...(nodes && { nodes }) })
}

const paneRect = (): DOMRect =>
  document.querySelector('.react-flow')?.getBoundingClientRect() ?? new DOMRect()

/** How much of the pane an open panel covers, in pixels. The inspector does not overlap it. */
const coveredAtLeft = (): number => {
  const panel = document.querySelector('[data-panel]')?.getBoundingClientRect()
  return panel === undefined ? 0 : Math.max(0, panel.right - paneRect().left)
}

/** Scrolls a card into view if it is not visible, without changing the zoom. */
export function reveal(editor: Editor, id: string): void {
  const current = reactFlow(editor)
  const rect = rectOf(editor, id)
  const pane = document.querySelector('.react-flow')?.getBoundingClientRect()
  if (rect === null || pane === undefined || current === null) return
  const from = current.flowToScreenPosition(rect)
  const to = current.flowToScreenPosition({ x: rect.x + rect.width, y: rect.y + rect.height })
  if (from.x >= pane.left && from.y >= pane.top && to.x <= pane.right && to.y <= pane.bottom) return
  const zoom = Math.max(current.getZoom(), 0.5)
  void current.setCenter(rect.x + rect.width / 2, rect.y + rect.height / 2, { zoom, duration: glide(140) })
}
