import { expect, test } from 'vitest'
import type { SeedMode } from '#shared/document/workflow.ts'
import { modeWords, seedLock, seedModes, seedWords } from './seedState.ts'

test.each<[unknown, SeedMode, string | null]>([
  [-1, 'fixed', 'Random at run'],
  [-1, 'increment', 'Random at run'],
  [-1, 'randomize', 'Random each run'],
  [0, 'randomize', null],
  [7, 'fixed', null],
  ['-1', 'fixed', null],
  [undefined, 'randomize', null],
])('the seed %j in mode %s is shown as %j', (value, mode, words) => {
  expect(seedWords(value, mode)).toBe(words)
})

test.each<[unknown, SeedMode, SeedMode | null]>([
  [7, 'randomize', 'fixed'],
  [7, 'increment', 'fixed'],
  [0, 'decrement', 'fixed'],
  [7, 'fixed', 'randomize'],
  [-1, 'fixed', null],
  [-1, 'randomize', null],
])('the lock at the seed %j in mode %s leads to %j', (value, mode, next) => {
  expect(seedLock(value, mode).next).toBe(next)
})

test('each mode has words of its own', () => {
  const words = seedModes.map((mode) => `${modeWords[mode].name} ${modeWords[mode].does}`)
  expect(new Set(words).size).toBe(4)
})
