import { disconnect } from '#shared/document/edits/edges.ts'
import { changeById, withField } from '#shared/document/edits/edit.ts'
import { addGroup, removeGroups } from '#shared/document/edits/groups.ts'
import { removeNodes, setCollapsed, setColour, setMode } from '#shared/document/edits/nodes.ts'
import type { NodeMode, Workflow } from '#shared/document/workflow.ts'
import { modeOf } from '#shared/document/workflow.ts'
import type { Editor } from '../../base/editor.ts'
import { activeTab, edit, select } from '../../state/tabs.ts'
import { canvasStore, setCanvas } from '../../state/canvas/canvasStore.ts'
import { allRects, rectsOf } from '../reactFlow.ts'
import type { Alignment } from '../model/align.ts'
import { align } from '../model/align.ts'
import type { NodeColour } from '../model/groups.ts'
import { frameAround } from '../model/groups.ts'
import { moveTo } from '../model/moveTo.ts'
import type { Point } from '../../base/geometry.ts'
import { refitGroups } from '../model/refit.ts'
import { newId } from '../../base/ids.ts'
import { expectedRects } from './camera.ts'

export const selection = (editor: Editor): ReadonlySet<string> => activeTab(editor)?.selected ?? new Set()

/** The selected nodes, without groups. */
export function selectedNodes(editor: Editor): Workflow['nodes'] {
  const tab = activeTab(editor)
  return tab === null ? [] : tab.workflow.nodes.filter(({ id }) => tab.selected.has(id))
}

export const hasSelection = (editor: Editor): boolean => selectedNodes(editor).length > 0

export function selectAll(editor: Editor): void {
  const workflow = activeTab(editor)?.workflow
  if (workflow === undefined) return
  select(editor, new Set([...workflow.nodes, ...(workflow.groups ?? [])].map(({ id }) => id)))
}

export function clearSelection(editor: Editor): void {
  if (selection(editor).size > 0) select(editor, new Set())
  if (editor.get(canvasStore).getState().edges.size > 0) setCanvas(editor, { edges: new Set() })
}

/** Deletes the selected nodes, groups and cables as one undo step. The contents of a group stay. */
export function removeSelected(editor: Editor): void {
  const nodes = selection(editor)
  const cables = editor.get(canvasStore).getState().edges
  edit(editor, (workflow) => removeGroups(nodes)(removeNodes(nodes)(disconnect(cables)(workflow))))
  clearSelection(editor)
}

/** Sets the mode of all selected nodes; if all have it already, they become active again. */
export function toggleMode(editor: Editor, mode: NodeMode): void {
  const nodes = selectedNodes(editor)
  const all = nodes.every((node) => modeOf(node) === mode)
  edit(editor, setMode(selection(editor), all ? 'active' : mode))
}

export function toggleCollapsed(editor: Editor): void {
  const all = selectedNodes(editor).every(({ collapsed }) => collapsed === true)
  edit(editor, setCollapsed(selection(editor), !all))
}

/** Collapses every card, or expands it: one undo step. */
export function collapseAll(editor: Editor, collapsed: boolean): void {
  edit(editor, (workflow) =>
    setCollapsed(
      workflow.nodes.map(({ id }) => id),
      collapsed,
    )(workflow),
  )
}

/** Null: no colour. */
export const colourSelected = (editor: Editor, colour: NodeColour | null): void =>
  edit(editor, setColour(selection(editor), colour))

/** A pinned node keeps its position; the file stores that with the node. */
export function togglePinned(editor: Editor): void {
  const ids = selection(editor)
  const nodes = selectedNodes(editor)
  const pinned = nodes.every((node) => node.pinned === true) ? undefined : true
  edit(editor, (workflow) =>
    withField(
      workflow,
      'nodes',
      changeById(workflow.nodes, ids, (node) => withField(node, 'pinned', pinned)),
    ),
  )
}

/** Adds a group around the selection and opens its title for editing. */
export function groupSelected(editor: Editor): void {
  const frame = frameAround(
    rectsOf(
      editor,
      selectedNodes(editor).map(({ id }) => id),
    ),
  )
  if (frame === null) return
  const { x, y, width, height } = frame
  const id = `group-${newId()}`
  edit(editor, addGroup({ id, title: 'Group', position: { x, y }, size: { width, height } }))
  select(editor, new Set([id]))
  setCanvas(editor, { naming: id })
}

export function alignSelected(editor: Editor, how: Alignment): void {
  const rects = rectsOf(
    editor,
    selectedNodes(editor).map(({ id }) => id),
  )
  if (rects.length > 1) edit(editor, moveTo(withoutPinned(editor, align(rects, how))))
}

/** Pinned nodes keep their position, whatever happens to the rest. */
function withoutPinned(editor: Editor, positions: ReadonlyMap<string, Point>): ReadonlyMap<string, Point> {
  const nodes = activeTab(editor)?.workflow.nodes ?? []
  const pinned = new Set(nodes.filter((node) => node.pinned === true).map(({ id }) => id))
  return new Map([...positions].filter(([id]) => !pinned.has(id)))
}

/** Arranges the selection, or everything if fewer than two cards are selected; the frames of groups follow. */
export async function tidySelected(editor: Editor): Promise<void> {
  // The layout library is large and rarely used.
  const { tidy } = await import('../model/tidy.ts')
  const workflow = activeTab(editor)?.workflow
  if (workflow === undefined) return
  const some = rectsOf(
    editor,
    selectedNodes(editor).map(({ id }) => id),
  )
  const all = allRects(editor)
  const roomy = expectedRects(
    editor,
    (some.length > 1 ? some : all).map(({ id }) => id),
  )
  const positions = withoutPinned(editor, tidy(roomy, workflow.edges))
  const refit = refitGroups(all, positions)
  const move = moveTo(positions)
  edit(editor, (before) => move(refit(before)))
}

/** Moves the selection by this many pixels; consecutive moves are one undo step. */
export function nudge(editor: Editor, dx: number, dy: number): void {
  const tab = activeTab(editor)
  if (tab === null) return
  const items = [...tab.workflow.nodes, ...(tab.workflow.groups ?? [])]
  const free = items.filter((item) => tab.selected.has(item.id) && item['pinned'] !== true)
  const positions = free.map(({ id, position: { x, y } }) => [id, { x: x + dx, y: y + dy }] as const)
  edit(editor, moveTo(new Map(positions)), 'nudge')
}
