import { changeGroup } from '#shared/document/edits/groups.ts'
import type { Group } from '#shared/document/workflow.ts'
import type { Editor } from '../../base/editor.ts'
import { activeTab, edit, select } from '../../state/tabs.ts'
import { canvasStore, setCanvas } from '../../state/canvas/canvasStore.ts'
import { fit } from '../../graph/acts/camera.ts'
import { allRects } from '../../graph/reactFlow.ts'
import type { Side } from '../../state/canvas/looseEnd.ts'
import { reachable } from '../../graph/model/fit.ts'
import type { Rect } from '../../base/geometry.ts'
import { contains } from '../../base/geometry.ts'
import type { GroupColour } from '../../graph/model/groups.ts'
import { membersOf } from '../../graph/model/groups.ts'
import { selectedNodes, selection } from '../../graph/acts/selection.ts'

/** Selects every node of a type that a selected one has. */
export function selectSameType(editor: Editor): void {
  const types = new Set(selectedNodes(editor).map(({ type }) => type))
  const alike = activeTab(editor)?.workflow.nodes.filter(({ type }) => types.has(type)) ?? []
  select(editor, new Set(alike.map(({ id }) => id)))
}

/** Adds everything upstream (`input`) or downstream (`output`) of the selection, however many cables away. */
export function selectReachable(editor: Editor, side: Side): void {
  const workflow = activeTab(editor)?.workflow
  if (workflow === undefined) return
  select(editor, new Set(selectedNodes(editor).flatMap(({ id }) => [id, ...reachable(workflow, id, side)])))
}

export function selectedGroups(editor: Editor): readonly Group[] {
  const tab = activeTab(editor)
  return tab?.workflow.groups?.filter(({ id }) => tab.selected.has(id)) ?? []
}

/** Adds the contents of the selected groups. */
export const withMembers = (editor: Editor, ids: ReadonlySet<string>): ReadonlySet<string> => {
  const cards = allRects(editor).map((rect) => [rect.id, rect] as const)
  const groups = activeTab(editor)?.workflow.groups?.filter(({ id }) => ids.has(id)) ?? []
  return new Set([...ids, ...groups.flatMap((group) => membersOf(group, cards))])
}

export const selectMembers = (editor: Editor): void => select(editor, withMembers(editor, selection(editor)))

const frameOf = ({ position: { x, y }, size: { width, height } }: Group): Rect => ({ x, y, width, height })

/** The groups that contain the whole selection, smallest last. */
export function groupsAround(editor: Editor): readonly Group[] {
  const chosen = selection(editor)
  const rects = allRects(editor).filter(({ id }) => chosen.has(id))
  if (rects.length === 0) return []
  const groups = activeTab(editor)?.workflow.groups ?? []
  return groups
    .filter((group) => rects.every((rect) => contains(frameOf(group), rect)))
    .toSorted((one, other) => other.size.width * other.size.height - one.size.width * one.size.height)
}

export function selectGroupAround(editor: Editor): void {
  const group = groupsAround(editor).at(-1)
  if (group !== undefined) select(editor, new Set([group.id]))
}

export function colourGroups(editor: Editor, color: GroupColour): void {
  const groups = selectedGroups(editor)
  edit(editor, (workflow) => groups.reduce((next, { id }) => changeGroup(id, { color })(next), workflow))
}

/** Starts editing the title of the selected node in place. */
export function renameSelected(editor: Editor): void {
  const [id, ...more] = selection(editor)
  if (id === undefined || more.length > 0) return
  // When zoomed out, a card has no room for a field.
  if (editor.get(canvasStore).getState().level !== 'full') fit(editor, [id])
  setCanvas(editor, { naming: id })
}
