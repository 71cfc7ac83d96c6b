import type { EdgeChange, NodeChange } from '@xyflow/react'
import { useMemo } from 'react'
import { activeTab, select } from '../state/tabs.ts'
import { dragFreely, dragTo, endDrag, startDrag } from './acts/drag.ts'
import { dragTypeOver, dropType } from '../graph/acts/dragType.ts'
import { canvasStore, setCanvas } from '../state/canvas/canvasStore.ts'
import type { FlowEdge } from '../graph/layout/flowEdges.ts'
import type { FlowNode } from '../graph/layout/flowNodes.ts'
import type { Point } from '../base/geometry.ts'
import { withChanges } from './withChanges.ts'

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
      onDragOver: dragTypeOver,
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
  const positions = new Map<string, Point>()
  for (const change of changes)
    // The last change of a drag has no motion: `endDrag` has what came before it.
    if (change.type === 'position' && change.position !== undefined && change.dragging === true)
      positions.set(change.id, change.position)
  if (positions.size > 0) dragTo(positions)
}

const idsOf = (dragged: readonly FlowNode[]): readonly string[] => dragged.map(({ id }) => id)
