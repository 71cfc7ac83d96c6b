import { expect, test } from 'vitest'
import { formatAgo, formatDollars, formatTime } from './words.ts'

test.each([
  [840, '840 ms'],
  [12_340, '12.3 s'],
  [125_000, '2 min 5 s'],
])('%d milliseconds read as %s', (milliseconds, words) => {
  expect(formatTime(milliseconds)).toBe(words)
})

test.each([
  [0, '$0.00'],
  [0.0025, '$0.0025'],
  [1.5, '$1.50'],
])('%d dollars read as %s: little is never nothing', (dollars, words) => {
  expect(formatDollars(dollars)).toBe(words)
})

test.each([
  [10_000, 'just now'],
  [5 * 60_000, '5 min ago'],
  [3 * 3_600_000, '3 h ago'],
])('what was %d milliseconds ago was %s', (ago, words) => {
  expect(formatAgo(1e12 - ago, 1e12)).toBe(words)
})
