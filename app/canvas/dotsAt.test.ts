import { expect, test } from 'vitest'
import { DOTS_BEYOND, dotsAt } from './dotsAt.ts'

test.each([
  ['at 100 %', { x: 0, y: 0, zoom: 1 }, { x: 0, y: 0, gap: 24, radius: 0.7 }],
  ['panned, by what is left of a gap', { x: 50, y: -10, zoom: 1 }, { x: 2, y: 14, gap: 24, radius: 0.7 }],
  ['from afar, with fewer of them', { x: 0, y: 0, zoom: 0.25 }, { x: 0, y: 0, gap: 24, radius: 0.7 }],
  ['from near, larger and wider apart', { x: 100, y: 0, zoom: 2 }, { x: 4, y: 0, gap: 48, radius: 1.4 }],
])('the dots lie where the view is: %s', (_, view, dots) => {
  expect(dotsAt(view)).toEqual(dots)
})

test('the layer of the dots reaches far enough to cover the view at every zoom', () => {
  const gaps = [0.05, 0.1, 0.37, 1, 2.6, 4].map((zoom) => dotsAt({ x: -1, y: -1, zoom }).gap)
  expect(gaps.filter((gap) => gap > DOTS_BEYOND)).toEqual([])
})
