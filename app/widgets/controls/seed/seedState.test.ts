import { expect, test } from 'vitest'
import type { SeedMode } from '#shared/document/workflow.ts'
import { modeTexts, seedLock, seedModes, seedText } from './seedState.ts'

test.each<[unknown, SeedMode, string | null]>([
  [-1, 'fixed', 'Random at run'],
  [-1, 'increment', 'Random at run'],
  [-1, 'randomize', 'New each run'],
  [0, 'randomize', null],
  [7, 'fixed', null],
  ['-1', 'fixed', null],
  [undefined, 'randomize', null],
])('the seed %j in mode %s is shown as %j', (value, mode, texts) => {
  expect(seedText(value, mode)).toBe(texts)
})

test('a seed that was never set and is random shows no number before a run, and cannot be locked', () => {
  expect(seedText(0, 'randomize', true)).toBe('New each run')
  expect(seedText(0, 'fixed', true)).toBe(null)
  expect(seedLock(0, 'randomize', true).next).toBe(null)
})

test.each<[unknown, SeedMode, SeedMode | null]>([
  [7, 'randomize', 'fixed'],
  [7, 'increment', 'fixed'],
  [0, 'decrement', 'fixed'],
  [7, 'fixed', 'randomize'],
  [-1, 'fixed', null],
  [-1, 'randomize', null],
])('the lock at the seed %j in mode %s changes to %j', (value, mode, next) => {
  expect(seedLock(value, mode).next).toBe(next)
})

test('each mode has a label of its own', () => {
  const texts = seedModes.map((mode) => `${modeTexts[mode].name} ${modeTexts[mode].does}`)
  expect(new Set(texts).size).toBe(4)
})
