import type { Edge } from '#shared/document/workflow.ts'
import type { Editor } from '../../base/editor.ts'
import type { Point } from '../../base/geometry.ts'
import { cablePoint, nearestOnCable } from '../../base/geometry.ts'
import { canvasStore } from '../../state/canvas/canvasStore.ts'
import { activeTab } from '../../state/tabs.ts'
import { show } from '../../state/view.ts'
import { lastPointer } from '../reactFlow.ts'
import { cableEnds, placeReroute } from './placeNode.ts'

/** The only selected cable; null if there is none, or several. */
export function selectedCable(editor: Editor): Edge | null {
  const [id, ...others] = editor.get(canvasStore).getState().edges
  if (id === undefined || others.length > 0) return null
  return activeTab(editor)?.workflow.edges.find((edge) => edge.id === id) ?? null
}

/** The point of a cable under the pointer; its middle if the pointer is elsewhere. */
function pointOn(editor: Editor, edge: Edge): Point | null {
  const ends = cableEnds(editor, edge)
  if (ends === null) return null
  const pointer = lastPointer(editor)
  return pointer === null ? cablePoint(ends.from, ends.to, 0.5) : nearestOnCable(ends.from, ends.to, pointer)
}

/** Searches for a node to insert into the selected cable. */
export function insertNodeHere(editor: Editor): void {
  const edge = selectedCable(editor)
  const at = edge === null ? null : pointOn(editor, edge)
  if (edge === null || at === null) return
  const { node, port } = edge.from
  show(editor, { search: { at, loose: { node, port, end: 'source' }, into: edge.id } })
}

export function addReroute(editor: Editor): void {
  const edge = selectedCable(editor)
  const at = edge === null ? null : pointOn(editor, edge)
  if (edge !== null && at !== null) placeReroute(editor, edge.id, at)
}
