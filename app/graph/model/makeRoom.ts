import type { Point, Rect } from '../../base/geometry.ts'
import type { NodeRect } from './align.ts'
import { freePosition } from './freePosition.ts'

/** The gap between an inserted card and its neighbours, between cards that are pushed down, and the least one. */
const GAP = { across: 64, down: 24, least: 8 }

export interface Inserted {
  readonly id: string
  /** The node whose cable it is inserted into. */
  readonly source: string
  /** Every node that depends on it, however many cables away. */
  readonly downstream: ReadonlySet<string>
}

/**
 * The new positions that make room for a card that was inserted into a cable: it moves clear of its source, what is
 * downstream moves to the right as a whole, and what these would cover moves down. `fixed` cards stay. Cards that did
 * not cover each other before do not do so afterwards.
 */
export function makeRoom(
  cards: readonly NodeRect[],
  { id, source, downstream }: Inserted,
  fixed: ReadonlySet<string>,
): ReadonlyMap<string, Point> {
  const own = cards.find((card) => card.id === id)
  if (own === undefined) return new Map()
  const stays = cards.filter((card) => card.id !== id && fixed.has(card.id))
  const inserted = clearOf(own, cards.find((card) => card.id === source) ?? null, stays)
  const free = cards.filter((card) => card.id !== id && !fixed.has(card.id))
  const behind = shifted(
    free.filter((card) => downstream.has(card.id) && card.id !== source),
    inserted,
  )
  const moving = new Set(behind.keys())
  const queue = [
    ...free
      .filter((card) => moving.has(card.id))
      .map((card) => ({ ...card, x: behind.get(card.id) ?? card.x })),
    // The source keeps its position before everything else that could be pushed.
    ...free
      .filter((card) => !moving.has(card.id))
      .toSorted((one, other) => rank(one, source) - rank(other, source) || one.y - other.y),
  ]
  const settled: Settled[] = [
    ...stays.map((rect) => ({ rect, moved: false })),
    { rect: inserted, moved: true },
  ]
  for (const card of queue) settled.push(settle(card, moving.has(card.id), settled))
  return changes(cards, settled)
}

const rank = (card: NodeRect, first: string): number => (card.id === first ? 0 : 1)

/** A card in its final place. */
interface Settled {
  readonly rect: NodeRect
  readonly moved: boolean
}

/** To the right of its source, if it would touch that, and where no card that must stay is. */
function clearOf(own: NodeRect, source: Rect | null, stays: readonly NodeRect[]): NodeRect {
  const x =
    source !== null && touches(own, source, GAP.across / 2) ? source.x + source.width + GAP.across : own.x
  const beside = { ...own, x }
  if (!stays.some((card) => touches(beside, card, GAP.least))) return beside
  return { ...beside, ...freePosition(beside, source === null ? stays : [...stays, source]) }
}

/** The new x of those that move to the right together: from the first one that the inserted card is in the way of. */
function shifted(downstream: readonly NodeRect[], inserted: Rect): ReadonlyMap<string, number> {
  const right = inserted.x + inserted.width + GAP.across
  const near = downstream.filter((card) => touches(card, inserted, GAP.across / 2))
  if (near.length === 0) return new Map()
  const from = Math.min(...near.map(({ x }) => x))
  const by = right - from
  return new Map(downstream.filter(({ x }) => x >= from).map((card) => [card.id, card.x + by]))
}

/** Moves a card down past everything that it may not cover. What covered each other before stays as it is. */
function settle(card: NodeRect, hasMoved: boolean, settled: readonly Settled[]): Settled {
  let rect = card
  let moved = hasMoved
  for (;;) {
    const inTheWay = settled.find((other) => (moved || other.moved) && touches(rect, other.rect, GAP.least))
    if (inTheWay === undefined) return { rect, moved }
    rect = { ...rect, y: inTheWay.rect.y + inTheWay.rect.height + GAP.down }
    moved = true
  }
}

function changes(before: readonly NodeRect[], after: readonly Settled[]): ReadonlyMap<string, Point> {
  const places = new Map(before.map((card) => [card.id, card]))
  return new Map(
    after.flatMap(({ rect: { id, x, y } }) => {
      const was = places.get(id)
      return was === undefined || (was.x === x && was.y === y) ? [] : [[id, { x, y }] as const]
    }),
  )
}

/** Whether two cards are closer than this. */
const touches = (one: Rect, other: Rect, gap: number): boolean =>
  one.x < other.x + other.width + gap &&
  other.x < one.x + one.width + gap &&
  one.y < other.y + other.height + gap &&
  other.y < one.y + one.height + gap
