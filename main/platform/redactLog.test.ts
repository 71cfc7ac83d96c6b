import { expect, test } from 'vitest'
import { createLogRedactor } from './redactLog.ts'

const redact = createLogRedactor('/home/al')

test.each([
  ['Authorization: Basic YTpi and more', 'Authorization: [redacted]'],
  ['{"authorization":"Basic YTpi"}', '{"authorization: [redacted]'],
  ['Cookie: session=1', 'Cookie: [redacted]'],
  ['Bearer abcdefghijklmnop', '[key]'],
  ['at https://me:word@x.test/a.png?sig=1#b, so', 'at https://x.test/a.png so'],
  ['http://127.0.0.1:41705/#token=abc', 'http://127.0.0.1:41705/'],
  ['https://x.test/a?w=100', 'https://x.test/a'],
  ['url(data:image/png;base64,AAAA/+==) end', 'url(data:[redacted]) end'],
  ['in /home/al/.patchbay and /home/al', 'in ~/.patchbay and ~'],
  ['/home/alice and file:///home/al/x', '/home/alice and file://~/x'],
  ['a cookie on a plate, data: none', 'a cookie on a plate, data: none'],
])('%j is logged as %j', (text, clean) => {
  expect(redact(text)).toBe(clean)
})
