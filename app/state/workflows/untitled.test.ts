import { expect, test } from 'vitest'
import { isUntitled, nextUntitled } from './untitled.ts'

test.each<[readonly string[], string]>([
  [[], 'Untitled'],
  [['Harbour', 'Untitled'], 'Untitled 2'],
  [['Untitled', 'Untitled 3'], 'Untitled 2'],
  [['Untitled 2'], 'Untitled'],
])('beside %j a new workflow is called %s', (taken, expected) => {
  expect(nextUntitled(taken)).toBe(expected)
})

test.each([
  ['Untitled', true],
  ['Untitled 12', true],
  ['Untitled copy', false],
  ['Harbour', false],
])('%s is a name that nobody has chosen: %s', (name, expected) => {
  expect(isUntitled(name)).toBe(expected)
})
