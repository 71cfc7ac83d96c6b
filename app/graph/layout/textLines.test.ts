import { expect, test } from 'vitest'
import { textLines } from './textLines.ts'

test.each([
  ['', 1],
  ['one', 1],
  ['one\ntwo\n', 3],
  ['x'.repeat(100), 4],
  [`see ${'x'.repeat(50)}`, 3],
  ['x\n'.repeat(1000), 9],
])('%o takes %d lines of 207 pixels', (text, lines) => {
  expect(textLines(text, 207, 1, 9)).toBe(lines)
})
