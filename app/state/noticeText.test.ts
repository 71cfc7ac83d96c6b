import { expect, test } from 'vitest'
import { noticeText } from './noticeText.ts'

const rule = 'property size has a rule (pattern) that only the engine checks'

test.each<[readonly string[], string]>([
  [[], ''],
  [
    [rule],
    "Parts of this model's schema are not supported. Property size has a rule (pattern) that only the engine checks.",
  ],
  [
    ['a', 'b', 'c', 'd', 'e'],
    "Parts of this model's schema are not supported. A. B. C. 2 more in the inspector.",
  ],
])('a card with a type with the notices %j says %j', (notices, text) => {
  expect(noticeText(notices)).toBe(text)
})
