import type { DragEvent } from 'react'
import type { NodeType } from '#shared/nodes/defineNode.ts'
import type { Editor } from '../../base/editor.ts'
import { activeTab } from '../../state/tabs.ts'
import { canvasStore, setCanvas } from '../../state/canvas/canvasStore.ts'
import { reactFlow } from '../reactFlow.ts'
import type { Rect } from '../../base/geometry.ts'
import { dropNode, insertionAt, makeNode, sizeOf } from './placeNode.ts'

/** The type of a node type that is dragged out of the library. */
const DRAGGED_TYPE = 'application/x-patchbay-node-type'

export function startTypeDrag(editor: Editor, type: NodeType, event: DragEvent): void {
  setCanvas(editor, { draggedType: type })
  event.dataTransfer.setData(DRAGGED_TYPE, type.type)
  event.dataTransfer.effectAllowed = 'copy'
}

/** Accepts the drag, and highlights the cable that the node would be inserted into. */
export function dragTypeOver(editor: Editor, event: DragEvent): void {
  const dragged = editor.get(canvasStore).getState().draggedType
  const workflow = activeTab(editor)?.workflow
  if (dragged === null || workflow === undefined || activeTab(editor)?.readOnly !== false) return
  if (!event.dataTransfer.types.includes(DRAGGED_TYPE)) return
  event.preventDefault()
  setCanvas(editor, {
    over: insertionAt(editor, workflow, dragged, rectUnder(editor, event, dragged))?.edge.id ?? null,
  })
}

export function dropType(editor: Editor, event: DragEvent): void {
  const dragged = editor.get(canvasStore).getState().draggedType
  if (dragged === null || !event.dataTransfer.types.includes(DRAGGED_TYPE)) return
  event.preventDefault()
  dropNode(editor, dragged, rectUnder(editor, event, dragged))
  endTypeDrag(editor)
}

export function endTypeDrag(editor: Editor): void {
  setCanvas(editor, { draggedType: null, over: null })
}

/** Where the card would be placed: with its title under the pointer. */
function rectUnder(editor: Editor, { clientX, clientY }: DragEvent, type: NodeType): Rect {
  const at = reactFlow(editor)?.screenToFlowPosition({ x: clientX, y: clientY }) ?? { x: 0, y: 0 }
  const size = sizeOf(type, makeNode(type, at))
  return { x: at.x - size.width / 2, y: at.y - 16, width: size.width, height: size.height }
}
