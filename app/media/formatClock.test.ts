import { expect, test } from 'vitest'
import { formatClock } from './formatClock.ts'

test.each([
  [0, '0:00'],
  [4.97, '0:04'],
  [750, '12:30'],
  [3723, '1:02:03'],
  [Infinity, '0:00'],
  [-1, '0:00'],
])('%d seconds are shown as %s', (seconds, text) => {
  expect(formatClock(seconds)).toBe(text)
})
