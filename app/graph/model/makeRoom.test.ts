import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Rect } from '../../base/geometry.ts'
import type { NodeRect } from './align.ts'
import { makeRoom } from './makeRoom.ts'

const card = (id: string, x: number, y = 0): NodeRect => ({ id, x, y, width: 280, height: 200 })
const none = new Set<string>()

const covers = (one: Rect, other: Rect): boolean =>
  one.x < other.x + other.width &&
  other.x < one.x + one.width &&
  one.y < other.y + other.height &&
  other.y < one.y + one.height

const moved = (cards: readonly NodeRect[], to: ReturnType<typeof makeRoom>): readonly NodeRect[] =>
  cards.map((one) => ({ ...one, ...to.get(one.id) }))

test('a card between two moves clear of the first and pushes all that is downstream to the right', () => {
  const cards = [card('a', 160), card('new', 423), card('b', 600), card('c', 960), card('other', 960, 600)]
  const to = makeRoom(cards, { id: 'new', source: 'a', downstream: new Set(['b', 'c']) }, none)
  expect(Object.fromEntries(to)).toEqual({
    new: { x: 504, y: 0 },
    b: { x: 848, y: 0 },
    c: { x: 1208, y: 0 },
  })
})

test('where there is room already, nothing moves', () => {
  const cards = [card('a', 0), card('new', 400), card('b', 800)]
  expect(makeRoom(cards, { id: 'new', source: 'a', downstream: new Set(['b']) }, none).size).toBe(0)
})

test('a card that is not downstream moves down where it would be covered, and pushes those below', () => {
  const cards = [
    card('a', 0),
    card('new', 344),
    card('b', 400),
    card('aside', 760, 50),
    card('below', 760, 270),
  ]
  const to = makeRoom(cards, { id: 'new', source: 'a', downstream: new Set(['b']) }, none)
  expect(Object.fromEntries(to)).toEqual({
    b: { x: 688, y: 0 },
    aside: { x: 760, y: 224 },
    below: { x: 760, y: 448 },
  })
})

test('a pinned card stays, and the inserted one finds another place', () => {
  const cards = [card('a', 0), card('new', 400), card('b', 500)]
  const to = makeRoom(cards, { id: 'new', source: 'a', downstream: new Set(['b']) }, new Set(['b']))
  expect([...to.keys()]).toEqual(['new'])
  const after = moved(cards, to)
  expect(after.flatMap((one) => after.filter((other) => one !== other && covers(one, other)))).toEqual([])
})

const rect = fc.record({
  x: fc.integer({ min: 0, max: 2400 }),
  y: fc.integer({ min: 0, max: 1600 }),
  width: fc.integer({ min: 40, max: 400 }),
  height: fc.integer({ min: 24, max: 600 }),
})

/** Cards that do not cover each other. */
const apart = fc
  .array(rect, { minLength: 2, maxLength: 12 })
  .map((all) =>
    all.reduce<Rect[]>((free, one) => (free.some((other) => covers(one, other)) ? free : [...free, one]), []),
  )
  .map((all) => all.map((one, index): NodeRect => ({ ...one, id: `n${index}` })))

test('whatever is inserted wherever, no card covers another one afterwards, and pinned ones stay', () => {
  fc.assert(
    fc.property(
      apart,
      rect,
      fc.array(fc.boolean(), { minLength: 12, maxLength: 12 }),
      fc.array(fc.boolean(), { minLength: 12, maxLength: 12 }),
      (others, at, isBehind, isFixed) => {
        const cards = [...others, { ...at, id: 'new' }]
        const downstream = new Set(
          others.filter((_, index) => index > 0 && isBehind[index]).map(({ id }) => id),
        )
        const fixed = new Set(others.filter((_, index) => isFixed[index]).map(({ id }) => id))
        const to = makeRoom(cards, { id: 'new', source: 'n0', downstream }, fixed)
        expect([...to.keys()].filter((id) => fixed.has(id))).toEqual([])
        const after = moved(cards, to)
        for (const [index, one] of after.entries())
          for (const other of after.slice(index + 1)) expect(covers(one, other)).toBe(false)
      },
    ),
    { numRuns: 400 },
  )
})
