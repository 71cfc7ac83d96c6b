import type { EdgeChange, NodeChange } from '@xyflow/react'
import { useMemo } from 'react'
import type { DragEvent } from 'react'
import { registry } from '#nodes/registry.ts'
import { activeTab, select } from '../stores/tabs.ts'
import { dragFreely, dragTo, endDrag, startDrag } from './acts/drag.ts'
import { placeNode, sizeOf, makeNode } from './acts/place.ts'
import { canvasStore, setCanvas } from './canvasStore.ts'
import { flow } from './flow.ts'
import type { FlowEdge } from './layout/flowEdges.ts'
import type { FlowNode } from './layout/flowNodes.ts'
import type { Point } from './model/geometry.ts'
import { withChanges } from './withChanges.ts'

/** What a node type is called while it is dragged out of the library. */
export const DRAGGED_TYPE = 'application/x-patchbay-node-type'

/** Selecting and dragging: one drag is one act, and a node dropped on a cable goes into it. */
export function useDrag() {
  return useMemo(
    () => ({
      onNodesChange: (changes: readonly NodeChange<FlowNode>[]) => {
        selectNodes(changes)
        moveNodes(changes)
      },
      onEdgesChange: (changes: readonly EdgeChange<FlowEdge>[]) => {
        const chosen = withChanges(canvasStore.getState().edges, changes)
        if (chosen !== null) setCanvas({ edges: chosen })
      },
      onNodeDragStart: (_: unknown, __: FlowNode, dragged: readonly FlowNode[]) => startDrag(idsOf(dragged)),
      onNodeDrag: (event: { readonly altKey: boolean }) => dragFreely(event.altKey),
      onNodeDragStop: () => endDrag(),
      onSelectionDragStart: (_: unknown, dragged: readonly FlowNode[]) => startDrag(idsOf(dragged)),
      onSelectionDrag: (event: { readonly altKey: boolean }) => dragFreely(event.altKey),
      onSelectionDragStop: () => endDrag(),
      onDragOver: (event: DragEvent) => {
        if (event.dataTransfer.types.includes(DRAGGED_TYPE)) event.preventDefault()
      },
      onDrop: dropType,
    }),
    [],
  )
}

function selectNodes(changes: readonly NodeChange<FlowNode>[]): void {
  const chosen = withChanges(activeTab()?.selected ?? new Set(), changes)
  if (chosen !== null) select(chosen)
}

function moveNodes(changes: readonly NodeChange<FlowNode>[]): void {
  const places = new Map<string, Point>()
  for (const change of changes)
    // The last change of a drag has no motion: `endDrag` has what came before it.
    if (change.type === 'position' && change.position !== undefined && change.dragging === true)
      places.set(change.id, change.position)
  if (places.size > 0) dragTo(places)
}

const idsOf = (dragged: readonly FlowNode[]): readonly string[] => dragged.map(({ id }) => id)

function dropType(event: DragEvent): void {
  const type = registry.get(event.dataTransfer.getData(DRAGGED_TYPE))
  const at = flow()?.screenToFlowPosition({ x: event.clientX, y: event.clientY })
  if (type === undefined || at === undefined) return
  event.preventDefault()
  const { width } = sizeOf(type, makeNode(type, at))
  placeNode(type, { x: at.x - width / 2, y: at.y - 16 })
}
