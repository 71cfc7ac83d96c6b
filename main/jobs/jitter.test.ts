import { describe, expect, test } from 'vitest'
import { error } from './jobsFixture.ts'
import { busyWait, equalJitter, fullJitter } from './jitter.ts'

const middle = (): number => 0.5
const lowest = (): number => 0
const highest = (): number => 1 - Number.EPSILON

describe('waits between tries', () => {
  test('double, half of them random', () => {
    expect([1, 2, 3, 6, 9].map((attempt) => equalJitter(attempt, 2000, 60_000, lowest))).toEqual([
      1000, 2000, 4000, 30_000, 30_000,
    ])
    expect(equalJitter(1, 2000, 60_000, highest)).toBeCloseTo(2000, 6)
  })

  test('double, fully random above 100 ms', () => {
    expect([1, 2, 6, 99].map((attempt) => fullJitter(attempt, 1000, 30_000, middle))).toEqual([
      500, 1000, 15_000, 15_000,
    ])
    expect(fullJitter(1, 1000, 30_000, lowest)).toBe(100)
  })

  test.each([
    [0, 262.5],
    [3000, 3150],
    [undefined, 3000],
  ])('after a 429 that requests %s last %d ms', (retryAfter, expected) => {
    const data = retryAfter === undefined ? {} : { retryAfter }
    expect(busyWait(error('engine.busy', data), 1, middle)).toBeCloseTo(expected, 6)
  })
})
