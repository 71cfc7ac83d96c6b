import type { EdgeChange, NodeChange } from '@xyflow/react'
import type { DragEvent } from 'react'
import { useMemo } from 'react'
import { useEditor } from '../base/useEditor.ts'
import type { Editor } from '../base/editor.ts'
import { activeTab, select } from '../state/tabs.ts'
import { dragFreely, dragTo, endDrag, startDrag } from './acts/drag.ts'
import { dragTypeOver, dropType } from '../graph/acts/dragType.ts'
import { canvasStore, setCanvas } from '../state/canvas/canvasStore.ts'
import type { FlowEdge } from '../graph/layout/flowEdges.ts'
import type { FlowNode } from '../graph/layout/flowNodes.ts'
import type { Point } from '../base/geometry.ts'
import { withChanges } from './withChanges.ts'

/** Selecting and dragging: one drag is one undo step, and a node that is dropped on a cable is inserted into it. */
export function useDrag() {
  const editor = useEditor()
  return useMemo(
    () => ({
      onNodesChange: (changes: readonly NodeChange<FlowNode>[]) => {
        selectNodes(editor, changes)
        moveNodes(editor, changes)
      },
      onEdgesChange: (changes: readonly EdgeChange<FlowEdge>[]) => {
        const chosen = withChanges(editor.get(canvasStore).getState().edges, changes)
        if (chosen !== null) setCanvas(editor, { edges: chosen })
      },
      onNodeDragStart: (_: unknown, __: FlowNode, dragged: readonly FlowNode[]) =>
        startDrag(editor, idsOf(dragged)),
      onNodeDrag: (event: { readonly altKey: boolean }) => dragFreely(editor, event.altKey),
      onNodeDragStop: () => endDrag(editor),
      onSelectionDragStart: (_: unknown, dragged: readonly FlowNode[]) => startDrag(editor, idsOf(dragged)),
      onSelectionDrag: (event: { readonly altKey: boolean }) => dragFreely(editor, event.altKey),
      onSelectionDragStop: () => endDrag(editor),
      onDragOver: (event: DragEvent) => dragTypeOver(editor, event),
      onDrop: (event: DragEvent) => dropType(editor, event),
    }),
    [editor],
  )
}

function selectNodes(editor: Editor, changes: readonly NodeChange<FlowNode>[]): void {
  const chosen = withChanges(activeTab(editor)?.selected ?? new Set(), changes)
  if (chosen !== null) select(editor, chosen)
}

function moveNodes(editor: Editor, changes: readonly NodeChange<FlowNode>[]): void {
  const positions = new Map<string, Point>()
  for (const change of changes)
    // The last change of a drag reports no motion: `endDrag` uses the one before.
    if (change.type === 'position' && change.position !== undefined && change.dragging === true)
      positions.set(change.id, change.position)
  if (positions.size > 0) dragTo(editor, positions)
}

const idsOf = (dragged: readonly FlowNode[]): readonly string[] => dragged.map(({ id }) => id)
