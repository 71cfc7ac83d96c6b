import { disconnect } from '#shared/document/edits/edges.ts'
import { changeById, withField } from '#shared/document/edits/edit.ts'
import { addGroup, removeGroups } from '#shared/document/edits/groups.ts'
import { removeNodes, setCollapsed, setMode } from '#shared/document/edits/nodes.ts'
import type { NodeMode, Workflow } from '#shared/document/workflow.ts'
import { modeOf } from '#shared/document/workflow.ts'
import { activeTab, edit, select } from '../../state/tabs.ts'
import { canvasStore, setCanvas } from '../../state/canvas/canvasStore.ts'
import { allRects, layoutOf, rectsOf } from '../reactFlow.ts'
import { roomToCome } from '../layout/roomToCome.ts'
import type { Alignment, NodeRect } from '../model/align.ts'
import { align } from '../model/align.ts'
import { nodesOf } from '../../state/connections.ts'
import { frameAround } from '../model/groups.ts'
import { moveTo } from '../model/moveTo.ts'
import type { Point } from '../../base/geometry.ts'
import { typeOf } from '../../state/nodeType.ts'
import { refitGroups } from '../model/refit.ts'
import { newId } from '../../base/ids.ts'

export const selection = (): ReadonlySet<string> => activeTab()?.selected ?? new Set()

/** The selected nodes, without groups. */
export function selectedNodes(): Workflow['nodes'] {
  const tab = activeTab()
  return tab === null ? [] : tab.workflow.nodes.filter(({ id }) => tab.selected.has(id))
}

export const hasSelection = (): boolean => selectedNodes().length > 0

export function selectAll(): void {
  const workflow = activeTab()?.workflow
  if (workflow === undefined) return
  select(new Set([...workflow.nodes, ...(workflow.groups ?? [])].map(({ id }) => id)))
}

export function clearSelection(): void {
  if (selection().size > 0) select(new Set())
  if (canvasStore.getState().edges.size > 0) setCanvas({ edges: new Set() })
}

/** Takes the selected nodes, groups and cables from the canvas; one act. What lies in a group stays. */
export function removeSelected(): void {
  const nodes = selection()
  const cables = canvasStore.getState().edges
  edit((workflow) => removeGroups(nodes)(removeNodes(nodes)(disconnect(cables)(workflow))))
  clearSelection()
}

/** All of them get the mode; where they all have it, they are active again. */
export function toggleMode(mode: NodeMode): void {
  const nodes = selectedNodes()
  const all = nodes.every((node) => modeOf(node) === mode)
  edit(setMode(selection(), all ? 'active' : mode))
}

export function toggleCollapsed(): void {
  const all = selectedNodes().every(({ collapsed }) => collapsed === true)
  edit(setCollapsed(selection(), !all))
}

/** A pinned node stays where it is; the file keeps that with the node. */
export function togglePinned(): void {
  const ids = selection()
  const nodes = selectedNodes()
  const pinned = nodes.every((node) => node.pinned === true) ? undefined : true
  edit((workflow) =>
    withField(
      workflow,
      'nodes',
      changeById(workflow.nodes, ids, (node) => withField(node, 'pinned', pinned)),
    ),
  )
}

/** A frame around what is selected, whose title is asked for at once. */
export function groupSelected(): void {
  const frame = frameAround(rectsOf(selectedNodes().map(({ id }) => id)))
  if (frame === null) return
  const { x, y, width, height } = frame
  const id = `group-${newId()}`
  edit(addGroup({ id, title: 'Group', position: { x, y }, size: { width, height } }))
  select(new Set([id]))
  setCanvas({ naming: id })
}

export function alignSelected(how: Alignment): void {
  const rects = rectsOf(selectedNodes().map(({ id }) => id))
  if (rects.length > 1) edit(moveTo(withoutPinned(align(rects, how))))
}

/** What is pinned stays where it is, whatever happens to the rest. */
function withoutPinned(positions: ReadonlyMap<string, Point>): ReadonlyMap<string, Point> {
  const nodes = activeTab()?.workflow.nodes ?? []
  const pinned = new Set(nodes.filter((node) => node.pinned === true).map(({ id }) => id))
  return new Map([...positions].filter(([id]) => !pinned.has(id)))
}

/** As high as the card will be when its node has run, so that no picture covers what lies below. */
function withRoom(card: NodeRect, workflow: Workflow): NodeRect {
  const node = nodesOf(workflow).get(card.id)
  const layout = layoutOf(card.id)
  if (node === undefined || layout === null) return card
  return { ...card, height: card.height + roomToCome(typeOf(workflow, node), layout) }
}

/** Lays out what is selected, or all where that is less than two cards; the frames of groups go along. */
export async function tidySelected(): Promise<void> {
  // The layout library is large, and most days nobody asks for it.
  const { tidy } = await import('../model/tidy.ts')
  const workflow = activeTab()?.workflow
  if (workflow === undefined) return
  const some = rectsOf(selectedNodes().map(({ id }) => id))
  const all = allRects()
  const roomy = (some.length > 1 ? some : all).map((card) => withRoom(card, workflow))
  const positions = withoutPinned(tidy(roomy, workflow.edges))
  const refit = refitGroups(all, positions)
  const move = moveTo(positions)
  edit((before) => move(refit(before)))
}

/** Moves what is selected by so many pixels; steps right after each other are one act. */
export function nudge(dx: number, dy: number): void {
  const tab = activeTab()
  if (tab === null) return
  const items = [...tab.workflow.nodes, ...(tab.workflow.groups ?? [])]
  const free = items.filter((item) => tab.selected.has(item.id) && item['pinned'] !== true)
  const positions = free.map(({ id, position: { x, y } }) => [id, { x: x + dx, y: y + dy }] as const)
  edit(moveTo(new Map(positions)), 'nudge')
}
