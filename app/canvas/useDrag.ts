import type { EdgeChange, NodeChange } from '@xyflow/react'
import { useMemo } from 'react'
import type { DragEvent } from 'react'
import { registry } from '#nodes/registry.ts'
import { activeTab, select } from '../stores/tabs.ts'
import { drop, insertionOf, placeNode, sizeOf, makeNode } from './acts/place.ts'
import { canvasStore, setCanvas } from './canvasStore.ts'
import { allRects, flow, rectOf } from './flow.ts'
import type { FlowEdge } from './layout/flowEdges.ts'
import type { FlowNode } from './layout/flowNodes.ts'
import type { Point } from './model/geometry.ts'
import { membersOf } from './model/groups.ts'
import { withChanges } from './withChanges.ts'

/** What a node type is called while it is dragged out of the library. */
export const DRAGGED_TYPE = 'application/x-patchbay-node-type'

/** What lies in the groups that are dragged, and by how far it was away from them. */
let riders = new Map<string, readonly { readonly id: string; readonly by: Point }[]>()

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
      onNodeDragStart: (_: unknown, __: FlowNode, dragged: readonly FlowNode[]) => takeRiders(dragged),
      onNodeDragStop: () => endDrag(),
      onSelectionDragStart: (_: unknown, dragged: readonly FlowNode[]) => takeRiders(dragged),
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
  let drag: Map<string, Point> | null = null
  for (const change of changes) {
    // The last change of a drag has no motion: `endDrag` has what came before it.
    if (change.type !== 'position' || change.position === undefined || change.dragging !== true) continue
    drag ??= new Map(canvasStore.getState().drag)
    drag.set(change.id, change.position)
    for (const { id, by } of riders.get(change.id) ?? [])
      drag.set(id, { x: change.position.x + by.x, y: change.position.y + by.y })
  }
  if (drag !== null) setCanvas({ drag, over: cableUnder(drag) })
}

function takeRiders(dragged: readonly FlowNode[]): void {
  const own = new Set(dragged.map(({ id }) => id))
  const groups = activeTab()?.workflow.groups ?? []
  const cards = allRects().map((rect) => [rect.id, rect] as const)
  riders = new Map(
    groups
      .filter(({ id }) => own.has(id))
      .map((group) => [
        group.id,
        membersOf(group, cards)
          .filter((id) => !own.has(id))
          .map((id) => {
            const rect = rectOf(id) ?? group.position
            return { id, by: { x: rect.x - group.position.x, y: rect.y - group.position.y } }
          }),
      ]),
  )
}

function insertionUnder(drag: ReadonlyMap<string, Point>) {
  const workflow = activeTab()?.workflow
  const [only] = drag
  if (workflow === undefined || only === undefined || drag.size !== 1) return null
  const [node, at] = only
  const rect = rectOf(node)
  const insertion = rect === null ? null : insertionOf(workflow, node, { ...rect, ...at })
  return insertion === null ? null : { node, insertion }
}

const cableUnder = (drag: ReadonlyMap<string, Point>): string | null =>
  insertionUnder(drag)?.insertion.edge.id ?? null

function endDrag(): void {
  const { drag } = canvasStore.getState()
  riders = new Map()
  if (drag === null) return
  drop(drag, insertionUnder(drag))
  setCanvas({ drag: null, over: null })
}

function dropType(event: DragEvent): void {
  const type = registry.get(event.dataTransfer.getData(DRAGGED_TYPE))
  const at = flow()?.screenToFlowPosition({ x: event.clientX, y: event.clientY })
  if (type === undefined || at === undefined) return
  event.preventDefault()
  const { width } = sizeOf(type, makeNode(type, at))
  placeNode(type, { x: at.x - width / 2, y: at.y - 16 })
}
