import { expect, test } from 'vitest'
import { around, cableCrosses, cableDistance, cablePath, cablePoint } from './geometry.ts'

const from = { x: 0, y: 0 }
const to = { x: 200, y: 100 }

test('a cable leaves its source to the right and enters its target from the left', () => {
  expect(cablePath(from, to)).toBe('M0,0C100,0 100,100 200,100')
})

test('a cable begins and ends at its ports, with its middle between them', () => {
  expect([0, 0.5, 1].map((at) => cablePoint(from, to, at))).toEqual([from, { x: 100, y: 50 }, to])
})

test('a cable crosses a rectangle below it', () => {
  expect(cableCrosses(from, to, { x: 90, y: 40, width: 20, height: 20 })).toBe(true)
  expect(cableCrosses(from, to, { x: 90, y: 90, width: 20, height: 20 })).toBe(false)
})

test('the distance to a cable is that to its nearest point', () => {
  expect(cableDistance(from, to, { x: 100, y: 50 })).toBe(0)
  expect(cableDistance(from, to, { x: 0, y: -30 })).toBe(30)
})

test('the rectangle around none is none', () => {
  expect(around([])).toBe(null)
  expect(
    around([
      { x: 1, y: 2, width: 3, height: 4 },
      { x: 0, y: 5, width: 1, height: 5 },
    ]),
  ).toEqual({
    x: 0,
    y: 2,
    width: 4,
    height: 8,
  })
})
