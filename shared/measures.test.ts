import { expect, test } from 'vitest'
import { formatDollars, formatTime } from './measures.ts'

test.each([
  [0, '0 ms'],
  [-5000, '0 ms'],
  [840.4, '840 ms'],
  [999.6, '1.0 s'],
  [12_340, '12.3 s'],
  [59_949, '59.9 s'],
  [59_950, '1 min 0 s'],
  [125_400, '2 min 5 s'],
  [3_599_600, '1 h 0 min'],
])('%d ms is %s', (milliseconds, words) => {
  expect(formatTime(milliseconds)).toBe(words)
})

test.each([
  [0, '$0.00'],
  [0.05, '$0.05'],
  [0.0125, '$0.0125'],
  [0.003, '$0.003'],
  [0.00001, '$0.00001'],
  [0.1, '$0.10'],
  [1.5, '$1.50'],
  [12.345, '$12.35'],
  [100, '$100.00'],
  [-0.5, '$-0.50'],
])('%d dollars are %s', (dollars, words) => {
  expect(formatDollars(dollars)).toBe(words)
})
