import { expect, test } from 'vitest'
import { readJson } from './readJson.ts'

const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth)

test.each<[string, unknown]>([
  ['{"a":1}', { a: 1 }],
  [' [] \n', []],
  ['\ufeff{"a":1}', { a: 1 }],
  ['null', null],
  ['"text"', 'text'],
  [`{"a":"${'['.repeat(100)}"}`, { a: '['.repeat(100) }],
  ['{"a":"\\"[[["}', { a: '"[[[' }],
  [nested(64), JSON.parse(nested(64))],
  [`[${'{},'.repeat(249_998)}{}]`, Array.from({ length: 249_999 }, () => ({}))],
  [`[${'1,'.repeat(999_999)}1]`, Array.from({ length: 1_000_000 }, () => 1)],
])('%s is read', (text, value) => {
  expect(readJson(text)).toEqual({ value })
})

const tooMany = 'the answer has more than 250000 objects and lists, or 1000000 values'

test.each<[string, string, string]>([
  ['', 'empty', 'the answer is empty'],
  [' \n', 'empty', 'the answer is empty'],
  ['<!doctype html><p>', 'html', 'the answer is a web page'],
  ['{"request_id": "a', 'cut-off', 'the answer ended before it was whole'],
  ['[1, 2', 'cut-off', 'the answer ended before it was whole'],
  ['Bad Gateway', 'not-json', 'the answer is no JSON'],
  ['NaN', 'not-json', 'the answer is no JSON'],
  [nested(65), 'too-deep', 'the answer is nested more than 64 deep'],
  [`[${'{},'.repeat(250_000)}1]`, 'too-many', tooMany],
  [`[${'1,'.repeat(1_000_000)}1]`, 'too-many', tooMany],
  ['['.repeat(1_000_000), 'too-deep', 'the answer is nested more than 64 deep'],
])('%.40s is not: %s', (text, fault, words) => {
  expect(readJson(text)).toEqual({ fault, words })
})

test('a key named __proto__ stays a key', () => {
  const verdict = readJson('{"__proto__":{"status":"completed"}}')
  expect('value' in verdict && Object.keys(verdict.value as object)).toEqual(['__proto__'])
})
