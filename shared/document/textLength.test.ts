import { expect, test } from 'vitest'
import * as fc from 'fast-check'
import { isLongerThan } from './textLength.ts'

test.each([
  ['ASCII', 'abcd', 4],
  ['two bytes', 'é', 2],
  ['three bytes', '灯', 3],
  ['a pair of surrogates', '🗼', 4],
  ['nothing', '', 0],
])('a text of %s is as long as its UTF-8', (_, text, bytes) => {
  expect([isLongerThan(text, bytes - 1), isLongerThan(text, bytes)]).toEqual([true, false])
})

test('lengths agree with an encoder, at every bound', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.nat(40), (text, bytes) => {
      expect(isLongerThan(text, bytes)).toBe(new TextEncoder().encode(text).length > bytes)
    }),
  )
})
