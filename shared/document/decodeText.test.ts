import { expect, test } from 'vitest'
import { decodeText } from './decodeText.ts'
import { CAPS } from './workflow.ts'

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)
const utf16 = 'this is UTF-16 text; a workflow is read as UTF-8: save it as that'
const refused = (message: string, code = 'shape') => ({ ok: false, problem: { code, message, path: [] } })

test.each([
  ['UTF-8', utf8('{"灯": "🗼"}'), '{"灯": "🗼"}'],
  ['UTF-8 with a byte order mark', utf8('\uFEFF{}'), '{}'],
  ['a string', '{}', '{}'],
  ['a string with a byte order mark', '\uFEFF{}', '{}'],
  ['no bytes', utf8(''), ''],
  ['one byte', utf8('1'), '1'],
])('takes %s', (_, source, text) => {
  expect(decodeText(source)).toEqual({ ok: true, text })
})

test.each([
  ['little-endian with a mark', [0xff, 0xfe, 0x7b, 0]],
  ['big-endian with a mark', [0xfe, 0xff, 0, 0x7b]],
  ['little-endian', [0x7b, 0, 0x7d, 0]],
  ['big-endian', [0, 0x7b, 0, 0x7d]],
])('refuses UTF-16, %s, and names the encoding', (_, bytes) => {
  expect(decodeText(Uint8Array.from(bytes))).toEqual(refused(utf16))
})

test.each([
  ['Latin 1', [0x22, 0xe9, 0x22], 1],
  ['a character that is cut off at the end', [0x22, 0x0a, 0xc3], 2],
  ['a surrogate', [0x22, 0x0a, 0x0a, 0xed, 0xa0, 0x80, 0x22], 3],
])('refuses %s and names the line', (_, bytes, line) => {
  expect(decodeText(Uint8Array.from(bytes))).toEqual(
    refused(`this is not UTF-8 text: line ${line} has bytes that stand for nothing`),
  )
})

test('a file may be as large as the cap and no larger, counted in bytes', () => {
  const large = refused('a workflow file may have 8 MiB; this one is larger', 'cap')
  expect(decodeText(new Uint8Array(CAPS.file + 1).fill(0x20))).toEqual(large)
  expect(decodeText('é'.repeat(CAPS.file / 2 + 1))).toEqual(large)
  expect(decodeText(new Uint8Array(CAPS.file).fill(0x20)).ok).toBe(true)
  expect(decodeText('é'.repeat(CAPS.file / 2)).ok).toBe(true)
})
