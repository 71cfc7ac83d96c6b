import type { Edit } from '#shared/document/edits/edit.ts'
import { moveGroups } from '#shared/document/edits/groups.ts'
import { moveNodes } from '#shared/document/edits/nodes.ts'
import type { Point } from '../../base/geometry.ts'

/** Moves nodes and groups to positions in whole pixels. All parts of one drag are one edit. */
export const moveTo =
  (positions: ReadonlyMap<string, Point>): Edit =>
  (workflow) => {
    const ways = new Map<string, { readonly dx: number; readonly dy: number; readonly ids: string[] }>()
    for (const { id, position } of [...workflow.nodes, ...(workflow.groups ?? [])]) {
      const to = positions.get(id)
      if (to === undefined) continue
      const dx = Math.round(to.x) - position.x
      const dy = Math.round(to.y) - position.y
      const way = ways.get(`${dx} ${dy}`) ?? { dx, dy, ids: [] }
      way.ids.push(id)
      ways.set(`${dx} ${dy}`, way)
    }
    let next = workflow
    for (const { ids, dx, dy } of ways.values())
      next = moveGroups(ids, { dx, dy })(moveNodes(ids, { dx, dy })(next))
    return next
  }
