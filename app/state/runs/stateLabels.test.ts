import { expect, test } from 'vitest'
import { formatAgo } from './stateLabels.ts'

test.each([
  [10_000, 'just now'],
  [5 * 60_000, '5 min ago'],
  [3 * 3_600_000, '3 h ago'],
])('what happened %d milliseconds ago is “%s”', (ago, text) => {
  expect(formatAgo(1e12 - ago, 1e12)).toBe(text)
})
