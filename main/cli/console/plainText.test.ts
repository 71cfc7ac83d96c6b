import { expect, test } from 'vitest'
import { plainText } from './plainText.ts'

test.each([
  ['an escape sequence', 'red \u001b[31malert\u001b[0m', 'red [31malert[0m'],
  ['a carriage return that would overwrite the line', 'failed\rdone', 'faileddone'],
  ['a text turned round', 'photo\u202Egnp.exe', 'photognp.exe'],
  ['what cannot be seen', 'a\u200Bb\uFEFF', 'ab'],
  ['half a surrogate pair', 'a\uD800', 'a\uFFFD'],
])('%s is neutralized', (_, given, printed) => {
  expect(plainText(given)).toBe(printed)
})

test('words, line breaks and other scripts stay as they are', () => {
  expect(plainText('Grüße\n漢字 — עברית')).toBe('Grüße\n漢字 — עברית')
})
