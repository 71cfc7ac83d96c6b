import { expect, test } from 'vitest'
import { colourOf, frameAround, membersOf } from './groups.ts'

const group = { id: 'g', position: { x: 0, y: 0 }, size: { width: 100, height: 100 } }

test('a frame has room around its cards and for its title', () => {
  expect(frameAround([{ x: 0, y: 0, width: 100, height: 50 }])).toEqual({
    x: -20,
    y: -50,
    width: 140,
    height: 120,
  })
  expect(frameAround([])).toBe(null)
})

test('cards that are completely inside a group belong to it', () => {
  const cards = [
    ['inside', { x: 10, y: 10, width: 50, height: 50 }],
    ['across', { x: 80, y: 10, width: 50, height: 50 }],
  ] as const
  expect(membersOf(group, cards)).toEqual(['inside'])
})

test.each([
  [undefined, 'grey'],
  ['blue', 'blue'],
  ['#ff00ff', 'grey'],
])('a group of colour %o is drawn %s', (color, drawn) => {
  expect(colourOf(color === undefined ? group : { ...group, color })).toBe(drawn)
})
