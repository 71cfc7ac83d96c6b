import { expect, test } from 'vitest'
import { simplify } from './simplify.ts'

const dab = (x: number, y: number, radius = 5) => ({ x, y, radius })

test.each([
  ['a straight line keeps its ends', [dab(0, 0), dab(5, 0.1), dab(10, 0)], [dab(0, 0), dab(10, 0)]],
  ['a corner stays', [dab(0, 0), dab(10, 0), dab(10, 10)], [dab(0, 0), dab(10, 0), dab(10, 10)]],
  [
    'so does a place where the pen was pressed',
    [dab(0, 0), dab(5, 0, 9), dab(10, 0)],
    [dab(0, 0), dab(5, 0, 9), dab(10, 0)],
  ],
  ['a way back stays', [dab(0, 0), dab(10, 0), dab(0, 0)], [dab(0, 0), dab(10, 0), dab(0, 0)]],
  ['a dot is a dot', [dab(3, 3)], [dab(3, 3)]],
])('%s', (_, points, expected) => {
  expect(simplify(points, 0.5)).toEqual(expected)
})

test('a line of a hundred thousand points does not exhaust the stack', () => {
  const spiral = Array.from({ length: 100_000 }, (_, index) => dab(index, (index * index) % 977))
  expect(simplify(spiral, 0).length).toBeGreaterThan(50_000)
})
