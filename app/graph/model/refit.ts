import { changeGroup } from '#shared/document/edits/groups.ts'
import type { Edit } from '#shared/document/edits/edit.ts'
import type { Workflow } from '#shared/document/workflow.ts'
import type { NodeRect } from './align.ts'
import type { Point, Rect } from '../../base/geometry.ts'
import { frameAround, groupsInside, membersOf, rectOfGroup } from './groups.ts'

/** Fits the frames of groups around what was in them, after a move of cards: the innermost first. */
export const refitGroups =
  (cards: readonly NodeRect[], positions: ReadonlyMap<string, Point>): Edit =>
  (workflow) => {
    const groups = workflow.groups ?? []
    const before = cards.map((card) => [card.id, card] as const)
    const moved = new Map(cards.map((card) => [card.id, { ...card, ...positions.get(card.id) }]))
    const frames = new Map<string, Rect>()
    let next: Workflow = workflow
    for (const group of groups.toSorted((one, other) => areaOf(one.size) - areaOf(other.size))) {
      const members = membersOf(group, before)
      const inner = groupsInside(group, groups)
      if (!members.some((id) => positions.has(id)) && !inner.some(({ id }) => frames.has(id))) continue
      const frame = frameAround([
        ...members.flatMap((id) => moved.get(id) ?? []),
        ...inner.map((one) => frames.get(one.id) ?? rectOfGroup(one)),
      ])
      if (frame === null) continue
      frames.set(group.id, frame)
      const { x, y, width, height } = frame
      next = changeGroup(group.id, {
        position: { ...group.position, x, y },
        size: { ...group.size, width, height },
      })(next)
    }
    return next
  }

const areaOf = ({ width, height }: { readonly width: number; readonly height: number }): number =>
  width * height
