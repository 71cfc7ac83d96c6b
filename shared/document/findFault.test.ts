import { expect, test } from 'vitest'
import * as fc from 'fast-check'
import { findFault } from './findFault.ts'

test.each([
  ['', 0, 'the text ends here, in the middle'],
  ['{"a": 1', 7, 'the text ends here, in the middle'],
  ['[1,', 3, 'the text ends here, in the middle'],
  ['{"a"', 4, 'the text ends here, in the middle'],
  ['{} x', 3, 'nothing more was expected here, found "x"'],
  ['[1 2]', 3, 'a comma or ] was expected, found "2"'],
  ['{"a":1 "b":2}', 7, 'a comma or } was expected, found "\\""'],
  ['{"a":1]', 6, 'a comma or } was expected, found "]"'],
  ['{"a" 1}', 5, 'a colon was expected, found "1"'],
  ['{a: 1}', 1, 'a name in double quotes was expected, found "a"'],
  ['{"a":1,}', 7, 'a name in double quotes was expected, found "}"'],
  ['[1,]', 3, 'a value was expected, found "]"'],
  ['[,1]', 1, 'a value was expected, found ","'],
  ['{"a":}', 5, 'a value was expected, found "}"'],
  ['{"a": NaN}', 6, '"NaN" is not a JSON value'],
  ["['a']", 1, `"'a'" is not a JSON value`],
  ['[01]', 1, '"01" is not a JSON value'],
  ['[1.]', 1, '"1." is not a JSON value'],
  ['[-]', 1, '"-" is not a JSON value'],
  [`[${'x'.repeat(30)}]`, 1, `"${'x'.repeat(20)}…" is not a JSON value`],
  ['[1, // one\n2]', 4, 'a value was expected, found a comment, which JSON has not'],
  ['{ /* none */ }', 2, 'a name in double quotes was expected, found a comment, which JSON has not'],
  ['{🗼}', 1, 'a name in double quotes was expected, found "🗼"'],
  ['"a\nb"', 2, 'a line break or another control character stands inside a text'],
  ['{"a\tb": 1}', 3, 'a line break or another control character stands inside a text'],
  ['"\\x41"', 1, 'this escape is not valid JSON'],
  ['"\\u12g4"', 1, 'this escape is not valid JSON'],
  ['["abc', 1, 'the text that starts here never ends'],
  ['"abc\\"', 0, 'the text that starts here never ends'],
])('%j: the fault is at %i: %s', (text, offset, message) => {
  expect(findFault(text)).toEqual({ offset, message })
})

test.each([
  'null',
  ' [true, false, null, -0.5e+10, 0, "\\u00e9\\n\\"", {}, [], {"a": [{"b": 1}]}]\r\n\t',
  `${'['.repeat(100_000)}${']'.repeat(100_000)}`,
  '9'.repeat(1_000_000),
  `0.${'0'.repeat(1_000_000)}1`,
])('finds none in valid JSON (%#)', (text) => {
  expect(findFault(text)).toBeNull()
})

const parses = (text: string): boolean => {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

test('agrees with the platform about what is JSON, also after some characters of it are changed', () => {
  const pieces = [
    '{',
    '}',
    '[',
    ']',
    ',',
    ':',
    '"',
    '\\',
    '0',
    '1',
    '-',
    '.',
    'e',
    'true',
    ' ',
    '\n',
    'u00e9',
    '/',
    '\u0000',
  ]
  const change = fc.record({ at: fc.nat(60), removed: fc.nat(3), put: fc.constantFrom('', ...pieces) })
  fc.assert(
    fc.property(fc.json(), fc.array(change, { maxLength: 3 }), (json, changes) => {
      let text = json
      for (const { at, removed: take, put } of changes) text = text.slice(0, at) + put + text.slice(at + take)
      expect(findFault(text) === null).toBe(parses(text))
    }),
    { numRuns: 2000 },
  )
})

test('agrees with the platform about texts made of the pieces of JSON', () => {
  const piece = fc.constantFrom('{', '}', '[', ']', ',', ':', '"a"', '1', '-', '.5', 'e3', 'null', ' ')
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
      const text = pieces.join('')
      expect(findFault(text) === null).toBe(parses(text))
    }),
    { numRuns: 5000 },
  )
})
