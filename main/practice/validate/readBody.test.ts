import { expect, test } from 'vitest'
import { readJson } from './readBody.ts'

test('JSON in UTF-8 is read', () => {
  expect(readJson(Buffer.from('{"prompt":"Möwe 鸥"}'))).toEqual({ ok: true, value: { prompt: 'Möwe 鸥' } })
})

test.each([
  ['nothing', '', 'the body is not JSON'],
  ['half of it', '{"prompt":"a', 'the body is not JSON'],
  ['NaN', '{"a":NaN}', 'the body is not JSON'],
  ['a byte order mark', '\ufeff{}', 'the body is not JSON'],
  ['a million levels', '['.repeat(1_000_000), 'the body is nested deeper than 64 levels'],
  ['levels in a list of objects', '{"a":['.repeat(33), 'the body is nested deeper than 64 levels'],
])('%s is refused', (_name, text, why) => {
  expect(readJson(Buffer.from(text))).toEqual({ ok: false, why })
})

test('bytes that are no UTF-8 are refused', () => {
  expect(readJson(Buffer.from([0x22, 0xff, 0xfe, 0x22]))).toEqual({ ok: false, why: 'the body is not UTF-8' })
  expect(readJson(Buffer.from('{"a":1}', 'utf16le'))).toEqual({ ok: false, why: 'the body is not JSON' })
})

test('brackets within texts do not count as levels', () => {
  const value = { a: '['.repeat(500), b: 'a"['.repeat(200), c: '\\[' }
  expect(readJson(Buffer.from(JSON.stringify(value)))).toEqual({ ok: true, value })
})
