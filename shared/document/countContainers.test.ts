import { expect, test } from 'vitest'
import { countContainers } from './countContainers.ts'

test.each([
  ['', 0],
  ['1', 0],
  ['{"a": [1, {}], "b": {}}', 4],
  ['["[[{", "\\"[", "\\\\", []]', 2],
  ['"[[[', 0],
  ['[[[[', 4],
  [`["${'x'.repeat(200)}\\"[[", {}]`, 2],
  [`["${'x'.repeat(200)}\\\\", {}]`, 2],
  [`["${'x'.repeat(63)}\\\\\\"[", {}]`, 2],
  [`["${'x'.repeat(64)}", "${'x'.repeat(65)}", {}]`, 2],
])('%s has %d objects and lists', (text, count) => {
  expect(countContainers(text, 100)).toBe(count)
})

test('counting stops one above the cap', () => {
  expect(countContainers('['.repeat(1000), 10)).toBe(11)
})
