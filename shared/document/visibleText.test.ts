import { expect, test } from 'vitest'
import { visibleText } from './visibleText.ts'

test.each([
  [' Harbour ', 'Harbour'],
  ['\u200b', ''],
  ['\u202e \u2066\ufeff', ''],
  ['\u3164', ''],
  ['', ''],
  ['\u05e9\u05dc\u05d5\u05dd', '\u05e9\u05dc\u05d5\u05dd'],
  ['\ud83d\udc68\u200d\ud83d\udc69', '\ud83d\udc68\u200d\ud83d\udc69'],
])('%j is seen as %j', (text, seen) => {
  expect(visibleText(text)).toBe(seen)
})
