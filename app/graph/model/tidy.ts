import { Graph, layout } from '@dagrejs/dagre'
import type { Edge } from '#shared/document/workflow.ts'
import type { Point } from '../../base/geometry.ts'
import { around } from '../../base/geometry.ts'
import type { NodeRect } from './align.ts'

/** Gaps between columns and between the cards of one, in pixels. */
const GAP = { across: 80, down: 32 }

/**
 * Arranges cards so that cables run from left to right with few crossings. The upper left corner of the whole stays;
 * cards without a cable to another one stay where they are, or move below the rest if they would be covered.
 */
export function tidy(cards: readonly NodeRect[], edges: readonly Edge[]): ReadonlyMap<string, Point> {
  const ids = new Set(cards.map(({ id }) => id))
  const inside = edges.filter(({ from, to }) => ids.has(from.node) && ids.has(to.node))
  const wired = new Set(inside.flatMap(({ from, to }) => [from.node, to.node]))
  const moved = cards.filter(({ id }) => wired.has(id))
  const before = around(moved)
  if (before === null) return new Map()
  const graph = new Graph({ multigraph: true })
  graph.setGraph({ rankdir: 'LR', ranksep: GAP.across, nodesep: GAP.down, align: 'UL' })
  graph.setDefaultEdgeLabel(() => ({}))
  for (const { id, width, height } of moved) graph.setNode(id, { width, height })
  for (const { id, from, to } of inside) graph.setEdge(from.node, to.node, {}, id)
  layout(graph)
  const rects = moved.map((card): NodeRect => {
    // The cast names what the layout library adds to each node: the middle of its card.
    const { x, y } = graph.node(card.id) as Point
    return { ...card, x: Math.round(x - card.width / 2), y: Math.round(y - card.height / 2) }
  })
  const after = around(rects)
  const dx = before.x - (after?.x ?? 0)
  const dy = before.y - (after?.y ?? 0)
  return new Map(rects.map(({ id, x, y }) => [id, { x: x + dx, y: y + dy }]))
}
