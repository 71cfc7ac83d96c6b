import { expect, test } from 'vitest'
import { paceOf, readPace } from './pace.ts'

test('words represent numbers, and numbers themselves', () => {
  expect(readPace('fast')).toEqual({ queueMs: 2, runMs: 5, spread: 0 })
  expect(readPace('real').runMs).toBeGreaterThan(1000)
  const own = { queueMs: 1, runMs: 2, spread: 0.5 }
  expect(readPace(own)).toBe(own)
})

test('the durations of a request are spread around the pace, and always the same', () => {
  const pace = { queueMs: 100, runMs: 1000, spread: 0.2 }
  const runs = Array.from({ length: 200 }, (_, at) => paceOf(pace, `request ${at}`).runMs)
  expect(Math.min(...runs)).toBeGreaterThanOrEqual(800)
  expect(Math.max(...runs)).toBeLessThanOrEqual(1200)
  expect(new Set(runs).size).toBeGreaterThan(50)
  expect(paceOf(pace, 'a')).toEqual(paceOf(pace, 'a'))
  expect(paceOf({ ...pace, spread: 0 }, 'a')).toEqual({ queueMs: 100, runMs: 1000 })
})
