import { expect, test } from 'vitest'
import { withoutTail } from './withoutTail.ts'

test.each([
  ['1.500', '0', '1.5'],
  ['000', '0', ''],
  ['', '0', ''],
  ['0a0', '0', '0a'],
  ['a. . ', '. ', 'a'],
  ['.a', '. ', '.a'],
])('%j without %j at its end is %j', (text, characters, expected) => {
  expect(withoutTail(text, characters)).toBe(expected)
})
