import { Graph, layout } from '@dagrejs/dagre'
import type { Edge, Group } from '#shared/document/workflow.ts'
import type { Point, Rect } from '../../base/geometry.ts'
import { around } from '../../base/geometry.ts'
import type { NodeRect } from './align.ts'
import { frameAround, groupsInside, membersOf } from './groups.ts'
import type { Size } from './pack.ts'
import { pack } from './pack.ts'

/** Gaps between columns, between the cards of one, and between parts that are not connected; in pixels. */
const GAP = { across: 80, down: 32, parts: 64 }

/** What is arranged as one: a card, or a group with all that is in it. */
interface Block extends Size {
  /** Where it was: parts are kept in their order. */
  readonly was: Point
  /** Its cards, from its upper left corner. */
  readonly cards: readonly NodeRect[]
}

export interface TidyOptions {
  /** The groups whose contents stay together. */
  readonly groups?: readonly Group[]
  /** The proportions of the window. */
  readonly window?: Size
}

/**
 * Arranges cards so that cables run from left to right with few crossings, and puts parts that are not connected beside
 * and below each other, in the proportions of the window. The upper left corner of the whole stays. The contents of a
 * group are arranged in it, so that no frame comes to lie over something else; `refitGroups` then fits the frames.
 */
export function tidy(
  cards: readonly NodeRect[],
  edges: readonly Edge[],
  { groups = [], window = { width: 16, height: 9 } }: TidyOptions = {},
): ReadonlyMap<string, Point> {
  const before = around(cards)
  if (before === null) return new Map()
  const whole = groups.filter((group) => groupMembers(group, cards).length > 0)
  const top = whole.filter((group) => !whole.some((other) => groupsInside(other, whole).includes(group)))
  const { cards: placed } = arrange(blocksOf(cards, top, whole, edges, window), edges, window)
  const after: Rect = around(placed) ?? before
  return new Map(
    placed.map(({ id, x, y }) => [
      id,
      { x: Math.round(x + before.x - after.x), y: Math.round(y + before.y - after.y) },
    ]),
  )
}

const groupMembers = (group: Group, cards: readonly NodeRect[]): readonly string[] =>
  membersOf(
    group,
    cards.map((card) => [card.id, card] as const),
  )

/** The groups at one level as a block each, and the cards in none of them. */
function blocksOf(
  cards: readonly NodeRect[],
  top: readonly Group[],
  all: readonly Group[],
  edges: readonly Edge[],
  window: Size,
): readonly Block[] {
  const taken = new Set<string>()
  const blocks: Block[] = []
  for (const group of top) {
    const ids = new Set(groupMembers(group, cards).filter((id) => !taken.has(id)))
    if (ids.size === 0) continue
    for (const id of ids) taken.add(id)
    const inner = groupsInside(group, all)
    const next = inner.filter((one) => !inner.some((other) => groupsInside(other, all).includes(one)))
    const own = cards.filter(({ id }) => ids.has(id))
    const content = arrange(blocksOf(own, next, all, edges, window), edges, window)
    blocks.push(framed(content, group.position))
  }
  for (const card of cards) if (!taken.has(card.id)) blocks.push(cardBlock(card))
  return blocks
}

const cardBlock = (card: NodeRect): Block => ({
  width: card.width,
  height: card.height,
  was: card,
  cards: [{ ...card, x: 0, y: 0 }],
})

/** With the frame of the group around it. */
function framed({ width, height, cards }: Block, was: Point): Block {
  const frame = frameAround([{ x: 0, y: 0, width, height }]) ?? { x: 0, y: 0, width, height }
  return {
    width: frame.width,
    height: frame.height,
    was,
    cards: cards.map((card) => ({ ...card, x: card.x - frame.x, y: card.y - frame.y })),
  }
}

/** Puts blocks together to one: those that cables connect in columns, and the parts that this gives in rows. */
function arrange(blocks: readonly Block[], edges: readonly Edge[], window: Size): Block {
  const parts = partsOf(blocks, edges)
    .flatMap((part) => (part.blocks.length === 1 ? part.blocks : [inColumns(part.blocks, part.links)]))
    .toSorted((one, other) => one.was.y - other.was.y || one.was.x - other.was.x)
  return joined(parts, pack(parts, GAP.parts, window))
}

function joined(blocks: readonly Block[], at: readonly Point[]): Block {
  const rects = blocks.map(({ width, height }, index) => ({ x: 0, y: 0, ...at[index], width, height }))
  const all = around(rects) ?? { x: 0, y: 0, width: 0, height: 0 }
  return {
    width: all.width,
    height: all.height,
    was: {
      x: Math.min(...blocks.map(({ was }) => was.x)),
      y: Math.min(...blocks.map(({ was }) => was.y)),
    },
    cards: blocks.flatMap((block, index) =>
      block.cards.map((card) => ({
        ...card,
        x: card.x + (rects[index]?.x ?? 0) - all.x,
        y: card.y + (rects[index]?.y ?? 0) - all.y,
      })),
    ),
  }
}

/** A cable between two blocks, by their indices. */
type Link = readonly [from: number, to: number]

interface Part {
  readonly blocks: readonly Block[]
  readonly links: readonly Link[]
}

/** Blocks that cables connect, however indirectly. */
function partsOf(blocks: readonly Block[], edges: readonly Edge[]): readonly Part[] {
  const indexOf = new Map(blocks.flatMap(({ cards }, index) => cards.map(({ id }) => [id, index] as const)))
  const links = edges.flatMap(({ from, to }): readonly Link[] => {
    const [source, target] = [indexOf.get(from.node), indexOf.get(to.node)]
    return source === undefined || target === undefined || source === target ? [] : [[source, target]]
  })
  const partOf = blocks.map((_, index) => index)
  const rootOf = (index: number): number => {
    let root = index
    while (partOf[root] !== undefined && partOf[root] !== root) root = partOf[root] ?? root
    partOf[index] = root
    return root
  }
  for (const [source, target] of links) partOf[rootOf(target)] = rootOf(source)
  const members = Map.groupBy(blocks.keys(), rootOf)
  return Array.from(members.values(), (indices) => {
    const place = new Map(indices.map((index, at) => [index, at]))
    return {
      blocks: indices.flatMap((index) => blocks[index] ?? []),
      links: links.flatMap(([source, target]): readonly Link[] => {
        const [from, to] = [place.get(source), place.get(target)]
        return from === undefined || to === undefined ? [] : [[from, to]]
      }),
    }
  })
}

function inColumns(blocks: readonly Block[], links: readonly Link[]): Block {
  const graph = new Graph({ multigraph: true })
  graph.setGraph({ rankdir: 'LR', ranksep: GAP.across, nodesep: GAP.down, align: 'UL' })
  graph.setDefaultEdgeLabel(() => ({}))
  for (const [index, { width, height }] of blocks.entries()) graph.setNode(String(index), { width, height })
  for (const [index, [from, to]] of links.entries())
    graph.setEdge(String(from), String(to), {}, String(index))
  layout(graph)
  return joined(
    blocks,
    blocks.map(({ width, height }, index) => {
      // The cast names what the layout library adds to each node: the middle of its card.
      const { x, y } = graph.node(String(index)) as Point
      return { x: Math.round(x - width / 2), y: Math.round(y - height / 2) }
    }),
  )
}
