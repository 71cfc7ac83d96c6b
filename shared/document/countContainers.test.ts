import { expect, test } from 'vitest'
import { countContainers } from './countContainers.ts'

test.each([
  ['', 0],
  ['1', 0],
  ['{"a": [1, {}], "b": {}}', 4],
  ['["[[{", "\\"[", "\\\\", []]', 2],
  ['"[[[', 0],
  ['[[[[', 4],
])('%s has %d objects and lists', (text, count) => {
  expect(countContainers(text, 100)).toBe(count)
})

test('counting stops one above the cap', () => {
  expect(countContainers('['.repeat(1000), 10)).toBe(11)
})
