import { expect, test } from 'vitest'
import { colourOf, frameAround, groupsInside, membersOf } from './groups.ts'

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

test('groups that are completely inside a group lie in it at any depth; of two alike, the later one in the first', () => {
  const at = (id: string, x: number, side: number) => ({
    id,
    position: { x, y: x },
    size: { width: side, height: side },
  })
  const groups = [
    at('outer', 0, 100),
    at('inner', 10, 50),
    at('deep', 20, 10),
    at('across', 80, 40),
    at('same', 0, 100),
  ]
  const inside = (id: string) =>
    groupsInside(groups.find((one) => one.id === id) ?? at('', 0, 0), groups).map((one) => one.id)
  expect(inside('outer')).toEqual(['inner', 'deep', 'same'])
  expect(inside('inner')).toEqual(['deep'])
  expect(inside('same')).toEqual(['inner', 'deep'])
  expect(inside('deep')).toEqual([])
})
