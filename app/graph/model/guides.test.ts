import { expect, test } from 'vitest'
import { levelWith } from './guides.ts'

const rect = (x: number, y: number, width = 100, height = 50) => ({ x, y, width, height })

test('what is dragged near the edge of another one snaps to it, and a guide line shows to which', () => {
  expect(levelWith(rect(204, 300), [rect(200, 0)], 6)).toEqual({
    by: { x: -4, y: 0 },
    guides: [
      { axis: 'x', at: 200, from: 0, to: 350 },
      { axis: 'x', at: 250, from: 0, to: 350 },
      { axis: 'x', at: 300, from: 0, to: 350 },
    ],
  })
})

test.each([
  ['left edges', rect(203, 300, 60), { x: -3, y: 0 }],
  ['middles', rect(223, 300, 60), { x: -3, y: 0 }],
  ['right edges', rect(243, 300, 60), { x: -3, y: 0 }],
  ['tops', rect(500, 2, 60, 20), { x: 0, y: -2 }],
  ['both at once', rect(203, 2, 60, 20), { x: -3, y: -2 }],
  ['nothing that is further away', rect(210, 300, 60), { x: 0, y: 0 }],
  ['no left edge with a right one', rect(303, 300, 60), { x: 0, y: 0 }],
])('level are %s', (_, moving, by) => {
  expect(levelWith(moving, [rect(200, 0)], 6).by).toEqual(by)
})

test('of several the nearest counts', () => {
  expect(levelWith(rect(204, 300, 60), [rect(200, 0), rect(205, 100)], 6).by).toEqual({ x: 1, y: 0 })
})

test('a guide line is as long as everything along it', () => {
  const { guides } = levelWith(rect(200, 300, 60), [rect(200, 0), rect(200, 700)], 6)
  expect(guides).toEqual([{ axis: 'x', at: 200, from: 0, to: 750 }])
})
