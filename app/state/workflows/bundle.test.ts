import { expect, test } from 'vitest'
import { sizeText } from './bundle.ts'

test.each([
  [17 * 2 ** 20, ''],
  [17 * 2 ** 20 + 1, 'It has 18 MiB: it is opened with patchbay import, and not by dropping it here.'],
])('of a packed run with %i bytes is said how it is opened, where it cannot be dropped', (bytes, text) => {
  expect(sizeText(bytes)).toBe(text)
})
