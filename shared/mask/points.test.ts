import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Point } from './points.ts'
import { decodeNumbers, decodePoints, encodeNumbers, encodePoints, FARTHEST, MAX_POINTS } from './points.ts'

const coordinate = fc.integer({ min: -FARTHEST, max: FARTHEST })
const point = fc.record({ x: coordinate, y: coordinate, pressure: fc.integer({ min: 0, max: 255 }) })

describe('the points of a stroke', () => {
  test('come back from their text as they were', () => {
    fc.assert(
      fc.property(fc.array(point, { minLength: 1, maxLength: 200 }), (points) => {
        expect(decodePoints(encodePoints(points))).toEqual(points)
      }),
    )
  })

  test('take few characters: some six a point along a hand-drawn line', () => {
    const line = Array.from({ length: 60 }, (_, index): Point => ({
      x: index * 900,
      y: 30_000 + (index % 7) * 400,
      pressure: 255,
    }))
    expect(encodePoints(line).points.length).toBeLessThan(60 * 7)
  })

  test('omit the pressure if the brush was at its full width all along', () => {
    expect(encodePoints([{ x: 1, y: 2, pressure: 255 }])).toEqual({ points: 'CE' })
    expect(encodePoints([{ x: 1, y: 2, pressure: 128 }])).toEqual({ points: 'CE', pressure: 'gI' })
  })

  test.each([
    ['nothing', { points: '' }],
    ['a sign that is none', { points: 'C!' }],
    ['a half of a point', { points: 'CEC' }],
    ['a number that breaks off', { points: 'Cg' }],
    ['a place far outside', { points: encodeNumbers([FARTHEST + 1, 0], 2) }],
    ['a number without end', { points: '_'.repeat(100) + 'A' }],
    ['another number of pressures than points', { points: 'CE', pressure: 'AA' }],
    ['a pressure beyond the full one', { points: 'CE', pressure: encodeNumbers([256], 1) }],
    ['too many points', { points: 'AA'.repeat(MAX_POINTS + 1) }],
  ])('are not read from %s', (_, encoded) => {
    expect(decodePoints(encoded)).toBeNull()
  })

  test('from foreign text are always read or refused, and never throw', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 60 }), (text) => {
        const numbers = decodeNumbers(text, 2)
        expect(numbers === null || numbers.every((number) => Number.isInteger(number))).toBe(true)
      }),
    )
  })
})
