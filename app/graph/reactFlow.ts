import type { ReactFlowInstance } from '@xyflow/react'
import { definePart } from '../base/editor.ts'
import type { Editor } from '../base/editor.ts'
import type { CardLayout } from './layout/cardLayout.ts'
import type { FlowEdge } from './layout/flowEdges.ts'
import type { FlowNode } from './layout/flowNodes.ts'
import type { NodeRect } from './model/align.ts'
import type { Point, Rect } from '../base/geometry.ts'
import { centreOf } from '../base/geometry.ts'
import { freeArea } from './model/freeArea.ts'

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

/** The pointer's position in flow coordinates; null if it is not on the canvas. */
export function lastPointer(editor: Editor): Point | null {
  const { instance, pointer } = editor.get(shownCanvas)
  return instance === null || pointer === null ? null : instance.screenToFlowPosition(pointer)
}

/** The pointer's position on the canvas, or else the middle of the view; in flow coordinates. */
export function pointerPosition(editor: Editor): Point {
  const { instance: current, pointer } = editor.get(shownCanvas)
  if (current === null) return { x: 0, y: 0 }
  return current.screenToFlowPosition(pointer ?? viewCentre())
}

/** The middle of what is not covered, in flow coordinates. */
export const middleOfView = (editor: Editor): Point =>
  reactFlow(editor)?.screenToFlowPosition(viewCentre()) ?? { x: 0, y: 0 }

function viewCentre(): Point {
  const { x, y } = centreOf(paneArea())
  const pane = paneRect()
  return { x: pane.x + x, y: pane.y + y }
}

/** The canvas in the window; without a size while there is none. */
export function paneRect(): Rect {
  const {
    x = 0,
    y = 0,
    width = 0,
    height = 0,
  } = document.querySelector('[data-canvas]')?.getBoundingClientRect() ?? {}
  return { x, y, width, height }
}

/** What floats over the canvas and hides what is below: panels, and everything with `data-covers`. */
const COVERS = '[data-panel], [data-covers]'

/** The part of the canvas that nothing covers, relative to the canvas, in pixels. */
export const paneArea = (): Rect => freeArea({ ...paneRect(), x: 0, y: 0 }, rectsOnPane(COVERS))

/** The open panels, relative to the canvas, in pixels. */
export const panelsOnPane = (): readonly Rect[] => rectsOnPane('[data-panel]')

function rectsOnPane(selector: string): readonly Rect[] {
  const pane = paneRect()
  return Array.from(document.querySelectorAll(selector), (element) => {
    const { x, y, width, height } = element.getBoundingClientRect()
    return { x: x - pane.x, y: y - pane.y, width, height }
  })
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
  if (current === null) return []
  const pane = paneRect()
  const from = current.screenToFlowPosition(pane)
  const to = current.screenToFlowPosition({ x: pane.x + pane.width, y: pane.y + pane.height })
  return allRects(editor).filter(
    ({ x, y, width, height }) => x < to.x && y < to.y && x + width > from.x && y + height > from.y,
  )
}
