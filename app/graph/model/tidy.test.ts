import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { emptyWorkflow } from '#shared/document/defaults.ts'
import type { Group } from '#shared/document/workflow.ts'
import { around, contains } from '../../base/geometry.ts'
import type { Rect } from '../../base/geometry.ts'
import type { NodeRect } from './align.ts'
import { membersOf, rectOfGroup } from './groups.ts'
import { refitGroups } from './refit.ts'
import { tidy } from './tidy.ts'

const card = (id: string, x: number, y: number): NodeRect => ({ id, x, y, width: 100, height: 60 })
const edge = (from: string, to: string) => ({
  id: `${from}${to}`,
  from: { node: from, port: 'out' },
  to: { node: to, port: 'in' },
})

const covers = (one: Rect, other: Rect): boolean =>
  one.x < other.x + other.width &&
  other.x < one.x + one.width &&
  one.y < other.y + other.height &&
  other.y < one.y + one.height

const moved = (cards: readonly NodeRect[], to: ReturnType<typeof tidy>): readonly NodeRect[] =>
  cards.map((one) => ({ ...one, ...to.get(one.id) }))

test('cables run from left to right, and the whole stays where it was', () => {
  const cards = [card('c', 50, 20), card('b', 900, 700), card('a', 400, 300)]
  const positions = tidy(cards, [edge('a', 'b'), edge('b', 'c'), edge('a', 'elsewhere')])
  expect(positions.get('a')).toEqual({ x: 50, y: 20 })
  expect(positions.get('b')).toEqual({ x: 230, y: 20 })
  expect(positions.get('c')).toEqual({ x: 410, y: 20 })
})

test('chains that are not connected become a block of the window’s proportions, and no tower', () => {
  const cards = Array.from({ length: 260 }, (_, index) => card(`n${index}`, 0, index * 10))
  const edges = cards.flatMap((_, index) => (index % 4 === 3 ? [] : [edge(`n${index}`, `n${index + 1}`)]))
  const after = around(moved(cards, tidy(cards, edges, { window: { width: 1600, height: 900 } })))
  const ratio = (after?.width ?? 0) / (after?.height ?? 1)
  expect(ratio).toBeGreaterThan(1)
  expect(ratio).toBeLessThan(3)
})

test('thirty cards on top of each other, without a cable, are laid out beside each other', () => {
  const cards = Array.from({ length: 30 }, (_, index) => card(`n${index}`, index * 3, index * 2))
  const after = moved(cards, tidy(cards, []))
  expect(after.flatMap((one) => after.filter((other) => one !== other && covers(one, other)))).toEqual([])
})

const place = fc.integer({ min: 0, max: 2000 })
const graph = fc.record({
  cards: fc.array(
    fc.record({
      x: place,
      y: place,
      width: fc.integer({ min: 30, max: 400 }),
      height: fc.integer({ min: 24, max: 500 }),
    }),
    {
      minLength: 1,
      maxLength: 14,
    },
  ),
  ends: fc.array(fc.tuple(fc.nat(13), fc.nat(13)), { maxLength: 16 }),
})

test('whatever is tidied, no card covers another one, and the upper left corner of the whole stays', () => {
  fc.assert(
    fc.property(graph, ({ cards: rects, ends }) => {
      const cards = rects.map((rect, index): NodeRect => ({ ...rect, id: `n${index}` }))
      const edges = ends.map(([from, to]) => edge(`n${from}`, `n${to}`))
      const after = moved(cards, tidy(cards, edges))
      for (const [index, one] of after.entries())
        for (const other of after.slice(index + 1)) expect(covers(one, other)).toBe(false)
      expect(around(after)).toMatchObject({ x: around(cards)?.x, y: around(cards)?.y })
    }),
  )
})

/** Nested frames around the first cards, and the others beside them. */
const grouped = graph.map(({ cards: rects, ends }) => {
  const cards = rects.map((rect, index): NodeRect => ({ ...rect, id: `n${index}` }))
  const size = (count: number): Group[] => {
    const box = around(cards.slice(0, count))
    return box === null
      ? []
      : [
          {
            id: `g${count}`,
            position: { x: box.x - 20, y: box.y - 50 },
            size: { width: box.width + 40, height: box.height + 70 },
          },
        ]
  }
  return {
    cards,
    edges: ends.map(([from, to]) => edge(`n${from}`, `n${to}`)),
    groups: [...size(6), ...size(2)],
  }
})

test('the contents of a group stay together in its frame, and nothing else lies in it or under it', () => {
  fc.assert(
    fc.property(grouped, ({ cards, edges, groups }) => {
      const cardsById = (all: readonly NodeRect[]) => all.map((one) => [one.id, one] as const)
      const before = new Map(groups.map((group) => [group.id, membersOf(group, cardsById(cards))]))
      const positions = tidy(cards, edges, { groups })
      const after = moved(cards, positions)
      const refitted = refitGroups(cards, positions)({ ...emptyWorkflow(), groups }).groups ?? []
      for (const group of refitted) {
        const frame = rectOfGroup(group)
        const members = new Set(before.get(group.id))
        for (const one of after)
          expect(members.has(one.id) ? contains(frame, one) : !covers(frame, one)).toBe(true)
      }
    }),
  )
})
