import type { Group, Node } from '#shared/document/workflow.ts'
import type { Rect } from '../../base/geometry.ts'
import { around, contains } from '../../base/geometry.ts'

/** The colours of groups, by their name in the file. */
export const GROUP_COLOURS = ['grey', 'blue', 'green', 'amber', 'red', 'violet'] as const
export type GroupColour = (typeof GROUP_COLOURS)[number]

export const colourOf = ({ color }: Group): GroupColour =>
  GROUP_COLOURS.find((name) => name === color) ?? 'grey'

/** The colours of nodes: grey is none. */
export type NodeColour = Exclude<GroupColour, 'grey'>
export const NODE_COLOURS = GROUP_COLOURS.filter((name): name is NodeColour => name !== 'grey')

export const nodeColour = ({ color }: Node): NodeColour | null =>
  NODE_COLOURS.find((name) => name === color) ?? null

const PADDING = 20
const HEADER = 40

/** A frame around these cards, with room for its title. */
export function frameAround(rects: readonly Rect[]): Rect | null {
  const inner = around(rects)
  if (inner === null) return null
  return {
    x: inner.x - PADDING,
    y: inner.y - HEADER - PADDING / 2,
    width: inner.width + 2 * PADDING,
    height: inner.height + HEADER + PADDING * 1.5,
  }
}

/** The cards that lie completely inside a group and move with it. */
export function membersOf(group: Group, cards: Iterable<readonly [string, Rect]>): readonly string[] {
  const frame = { ...group.position, ...group.size }
  return [...cards].filter(([, rect]) => contains(frame, rect)).map(([id]) => id)
}
