import { expect, test } from 'vitest'
import { frameTime, nextSpeed } from './player.ts'

test.each([
  ['on from the start', 0, 1, 1.5 / 25],
  ['back from the middle of a frame', 2.5 / 25, -1, 1.5 / 25],
  ['on from where rounding left it a little early', 3 / 25 - 1e-6, 1, 4.5 / 25],
  ['back from the start, which has no frame before it', 0, -1, 0.5 / 25],
  ['on from the last one, which has none after it', 0.99, 1, 24.5 / 25],
])('a step of one frame goes %s to the middle of a frame', (_, at, frames, to) => {
  expect(frameTime(at, frames, 25, 1)).toBeCloseTo(to, 9)
})

test('a speed is followed by the next one of the list, up to its end', () => {
  expect([nextSpeed(1, 1), nextSpeed(1, -1), nextSpeed(2, 1), nextSpeed(0.25, -1)]).toEqual([
    1.5, 0.5, 2, 0.25,
  ])
})
