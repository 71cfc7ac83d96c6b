import { describe, expect, test } from 'vitest'
import { error } from './jobsFixture.ts'
import type { PollMoment } from './pace.ts'
import { busyWait, equalJitter, fullJitter, nextPoll } from './pace.ts'

const moment: PollMoment = { elapsed: 0, phase: 'running', queuePosition: null, expected: null }
const middle = (): number => 0.5
const least = (): number => 0
const most = (): number => 1 - Number.EPSILON

describe('the delay before the next status call', () => {
  test.each<[Partial<PollMoment>, number]>([
    [{ elapsed: 0 }, 100],
    [{ elapsed: -5000 }, 100],
    [{ elapsed: 900 }, 100],
    [{ elapsed: 2000 }, 220],
    [{ elapsed: 10_000 }, 1100],
    [{ elapsed: 3_600_000 }, 5000],
    [{ elapsed: 1e12 }, 5000],
    [{ elapsed: 2000, phase: 'waiting', queuePosition: 1 }, 220],
    [{ elapsed: 2000, phase: 'waiting', queuePosition: null }, 220],
    [{ elapsed: 2000, phase: 'waiting', queuePosition: 5 }, 440],
    [{ elapsed: 0, expected: 8000 }, 2000],
    [{ elapsed: 2000, expected: 8000 }, 2000],
    [{ elapsed: 4000, expected: 8000 }, 3600],
    [{ elapsed: 7600, expected: 8000 }, 320],
    [{ elapsed: 20_000, expected: 8000 }, 1320],
    [{ elapsed: 0, expected: 600_000 }, 150_000],
    [{ elapsed: 0, expected: 150 }, 142.5],
  ])('%j is %d ms', (known, expected) => {
    expect(nextPoll({ ...moment, ...known }, middle)).toBeCloseTo(expected, 6)
  })

  test('varies by a tenth either way, and never falls below 100 ms', () => {
    expect(nextPoll({ ...moment, elapsed: 10_000 }, least)).toBeCloseTo(990, 6)
    expect(nextPoll({ ...moment, elapsed: 10_000 }, most)).toBeCloseTo(1210, 6)
    expect(nextPoll(moment, least)).toBe(100)
  })
})

describe('waits between tries', () => {
  test('double, half of them by chance', () => {
    expect([1, 2, 3, 6, 9].map((attempt) => equalJitter(attempt, 2000, 60_000, least))).toEqual([
      1000, 2000, 4000, 30_000, 30_000,
    ])
    expect(equalJitter(1, 2000, 60_000, most)).toBeCloseTo(2000, 6)
  })

  test('double, all of them by chance but 100 ms', () => {
    expect([1, 2, 6, 99].map((attempt) => fullJitter(attempt, 1000, 30_000, middle))).toEqual([
      500, 1000, 15_000, 15_000,
    ])
    expect(fullJitter(1, 1000, 30_000, least)).toBe(100)
  })

  test.each([
    [0, 262.5],
    [3000, 3150],
    [undefined, 1500],
  ])('after a 429 that asks for %s last %d ms', (retryAfter, expected) => {
    const data = retryAfter === undefined ? {} : { retryAfter }
    expect(busyWait(error('engine.busy', data), 1, middle)).toBeCloseTo(expected, 6)
  })
})
