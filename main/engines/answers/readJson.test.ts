import { expect, test } from 'vitest'
import type { JsonFault } from './readJson.ts'
import { readJson } from './readJson.ts'

const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth)

test.each<[string, string, unknown]>([
  ['an object', '{"a":1}', { a: 1 }],
  ['a list among spaces', ' [] \n', []],
  ['an object behind a byte order mark', '\ufeff{"a":1}', { a: 1 }],
  ['null', 'null', null],
  ['a text', '"text"', 'text'],
  ['a text of a hundred brackets', `{"a":"${'['.repeat(100)}"}`, { a: '['.repeat(100) }],
  ['a text with a quote and brackets', '{"a":"\\"[[["}', { a: '"[[[' }],
  ['a list that is 64 deep', nested(64), JSON.parse(nested(64))],
  ['a list of 249,999 objects', `[${'{},'.repeat(249_998)}{}]`, Array.from({ length: 249_999 }, () => ({}))],
  ['a list of a million numbers', `[${'1,'.repeat(999_999)}1]`, Array.from({ length: 1_000_000 }, () => 1)],
])('%s is read', (_, text, value) => {
  expect(readJson(text)).toEqual({ value })
})

const tooMany = 'the answer has more than 250000 objects and lists, or 1000000 values'

test.each<[string, string, JsonFault, string]>([
  ['no text', '', 'empty', 'the answer is empty'],
  ['a text of spaces', ' \n', 'empty', 'the answer is empty'],
  ['a web page', '<!doctype html><p>', 'html', 'the answer is a web page'],
  ['an object without its end', '{"request_id": "a', 'cut-off', 'the answer ended before it was whole'],
  ['a list without its end', '[1, 2', 'cut-off', 'the answer ended before it was whole'],
  ['a text without quotes', 'Bad Gateway', 'not-json', 'the answer is not JSON'],
  ['NaN', 'NaN', 'not-json', 'the answer is not JSON'],
  ['a list that is 65 deep', nested(65), 'too-deep', 'the answer is nested more than 64 deep'],
  ['a list of 250,000 objects', `[${'{},'.repeat(250_000)}1]`, 'too-many', tooMany],
  ['a list of more than a million numbers', `[${'1,'.repeat(1_000_000)}1]`, 'too-many', tooMany],
  ['a million open brackets', '['.repeat(1_000_000), 'too-deep', 'the answer is nested more than 64 deep'],
])('%s is not read', (_, text, fault, words) => {
  expect(readJson(text)).toEqual({ fault, words })
})

test('a key named __proto__ stays a key', () => {
  const verdict = readJson('{"__proto__":{"status":"completed"}}')
  expect('value' in verdict && Object.keys(verdict.value as object)).toEqual(['__proto__'])
})
