import { expect, test } from 'vitest'
import { messageTime } from './messageTime.ts'

test.each([
  [null, 5000],
  ['stay', 2_147_483_647],
  ['go', 5000],
])('where the page remembers %s, words that would go after five seconds stay for %i ms', (set, time) => {
  expect(messageTime(5000, { getItem: (key) => (key === 'patchbay.messages' ? set : null) })).toBe(time)
})
