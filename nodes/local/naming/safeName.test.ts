import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { CHARACTERS, textOf } from '#shared/testing/characters.ts'
import { byteLength, isDeviceName, safeName } from './safeName.ts'

test.each([
  ['harbour at dusk', 'harbour at dusk'],
  ['Käse 🧀 über 東京', 'Käse 🧀 über 東京'],
  ['a/b\\c:d', 'a-b-c-d'],
  ['what? "why" <how> *|', 'what- -why- -how- --'],
  ['../../etc/passwd', '_..-etc-passwd'],
  ['-rf', '_rf'],
  ['--rf', '_-rf'],
  ['. -rf', '_rf'],
  ['-', '_'],
  ['..', 'picture'],
  ['.', 'picture'],
  ['', 'picture'],
  ['   ', 'picture'],
  ['\u202e\u200b', 'picture'],
  ['.hidden', 'hidden'],
  ['ends with dots...', 'ends with dots'],
  ['ends with a space ', 'ends with a space'],
  ['a . . ', 'a'],
  ['many    spaces\tand\nlines', 'many spaces and lines'],
  ['nul\u0000byte\u001b[31m', 'nulbyte[31m'],
  ['photo\u202egnp.exe', 'photognp.exe'],
  ['a\u2066b\u2069c\ufeff', 'abc'],
  ['CON', '_CON'],
  ['con.png', '_con.png'],
  ['nul .txt', '_nul .txt'],
  ['Lpt1', '_Lpt1'],
  ['com¹', '_com¹'],
  ['CONIN$', '_CONIN$'],
  ['console', 'console'],
  ['com10', 'com10'],
  ['e\u0301', '\u00e9'],
  ['\ud800', '\ufffd'],
])('%j becomes %j', (text, name) => {
  expect(safeName(text, 'picture')).toBe(name)
})

test.each([
  ['x'.repeat(500), 'x'.repeat(200)],
  ['é'.repeat(150), 'é'.repeat(100)],
  ['東'.repeat(100), '東'.repeat(66)],
  ['🧀'.repeat(60), '🧀'.repeat(50)],
  [`${'x'.repeat(199)} tail`, 'x'.repeat(199)],
  [`${'x'.repeat(198)}..tail`, 'x'.repeat(198)],
])('a long name is cut at 200 bytes, never inside a character', (text, name) => {
  expect(safeName(text, 'picture')).toBe(name)
})

test('any text gives a safe name that is short and visible, and stays as it is', () => {
  const texts = fc.oneof(
    fc.array(fc.nat(CHARACTERS - 1), { maxLength: 300 }).map(textOf),
    fc.string({ unit: 'grapheme', maxLength: 300 }),
  )
  fc.assert(
    fc.property(texts, (text) => {
      const name = safeName(text, 'picture')
      expect(name).not.toMatch(/[<>:"/\\|?*\p{Cc}\u202a-\u202e\u2066-\u2069]|^[. -]|[. ]$|^$/u)
      expect(new TextEncoder().encode(name).length).toBeLessThanOrEqual(200)
      expect(byteLength(name)).toBe(new TextEncoder().encode(name).length)
      expect(isDeviceName(name)).toBe(false)
      expect(safeName(name, 'picture')).toBe(name)
    }),
    { numRuns: 2000 },
  )
})
