import { changeGroup } from '#shared/document/edits/groups.ts'
import type { Edit } from '#shared/document/edits/edit.ts'
import type { Workflow } from '#shared/document/workflow.ts'
import type { NodeRect } from './align.ts'
import type { Point } from '../../base/geometry.ts'
import { frameAround, membersOf } from './groups.ts'

/** Fits the frames of groups around their members after a move. */
export const refitGroups =
  (cards: readonly NodeRect[], positions: ReadonlyMap<string, Point>): Edit =>
  (workflow) =>
    (workflow.groups ?? []).reduce<Workflow>((next, group) => {
      const members = new Set(
        membersOf(
          group,
          cards.map((card) => [card.id, card] as const),
        ),
      )
      if (![...members].some((id) => positions.has(id))) return next
      const moved = cards
        .filter(({ id }) => members.has(id))
        .map((card) => ({ ...card, ...positions.get(card.id) }))
      const frame = frameAround(moved)
      if (frame === null) return next
      const { x, y, width, height } = frame
      return changeGroup(group.id, {
        position: { ...group.position, x, y },
        size: { ...group.size, width, height },
      })(next)
    }, workflow)
