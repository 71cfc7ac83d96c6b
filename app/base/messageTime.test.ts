import { expect, test } from 'vitest'
import { messageTime } from './messageTime.ts'

test.each([
  [null, 5000],
  ['stay', 2_147_483_647],
  ['go', 5000],
])(
  'if the page stores %s, a message that would disappear after five seconds stays for %i ms',
  (set, time) => {
    expect(messageTime(5000, { getItem: (key) => (key === 'patchbay.messages' ? set : null) })).toBe(time)
  },
)
