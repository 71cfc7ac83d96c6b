import type { Group } from '../workflow.ts'
import { changeById, type Edit, filterInPlace, withField, withFields } from './edit.ts'

export const addGroup =
  (group: Group): Edit =>
  (workflow) => ({ ...workflow, groups: [...(workflow.groups ?? []), group] })

/** The nodes in these groups stay. The list of groups is removed with the last group. */
export const removeGroups =
  (ids: Iterable<string>): Edit =>
  (workflow) => {
    if (workflow.groups === undefined) return workflow
    const gone = new Set(ids)
    const groups = filterInPlace(workflow.groups, ({ id }) => !gone.has(id))
    if (groups === workflow.groups) return workflow
    return withField(workflow, 'groups', groups.length === 0 ? undefined : groups)
  }

/** Title, colour, position or size; whatever is absent from `change` stays, also within position and size. */
export const changeGroup =
  (id: string, change: Partial<Pick<Group, 'title' | 'color' | 'position' | 'size'>>): Edit =>
  (workflow) => {
    if (workflow.groups === undefined) return workflow
    return withField(
      workflow,
      'groups',
      changeById(workflow.groups, new Set([id]), (group) =>
        withFields(group, {
          ...change,
          ...(change.position && { position: withFields(group.position, change.position) }),
          ...(change.size && { size: withFields(group.size, change.size) }),
        }),
      ),
    )
  }

/** Distances in pixels at 100 %. The nodes inside are moved by `moveNodes`. */
export const moveGroups =
  (ids: Iterable<string>, by: { readonly dx: number; readonly dy: number }): Edit =>
  (workflow) => {
    if (workflow.groups === undefined || (by.dx === 0 && by.dy === 0)) return workflow
    const move = (group: Group): Group => {
      const { x, y } = group.position
      return { ...group, position: { ...group.position, x: x + by.dx, y: y + by.dy } }
    }
    return withField(workflow, 'groups', changeById(workflow.groups, new Set(ids), move))
  }
