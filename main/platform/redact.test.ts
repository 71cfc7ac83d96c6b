import { expect, test } from 'vitest'
import { createRedactor } from './redact.ts'

test.each([
  ['canary-0123456789', 'Bearer canary-0123456789 is unknown', 'Bearer [key] is unknown'],
  ['canary/0123456789', 'canary/0123456789 canary\\/0123456789 canary%2F0123456789', '[key] [key] [key]'],
  ['canary"0123456789', '{"said":"canary\\"0123456789"}', '{"said":"[key]"}'],
  ['practice', 'the practice engine', 'the practice engine'],
  [null, 'nothing to hide', 'nothing to hide'],
])('takes the key %s out of %s', (key, text, expected) => {
  expect(createRedactor(() => [null, key])(text)).toBe(expected)
})
