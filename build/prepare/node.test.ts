import { expect, test } from 'vitest'

import { isAtLeast } from './node.mjs'

test.each([
  ['22.14.0', true],
  ['22.14.1', true],
  ['22.15.0', true],
  ['24.0.0', true],
  ['22.13.9', false],
  ['20.20.2', false],
  ['9.99.0', false],
])('Node %s is new enough for 22.14: %s', (version, enough) => {
  expect(isAtLeast(version, '22.14')).toBe(enough)
})
