import { expect, test } from 'vitest'
import { readPartOfJson } from './readPartOfJson.ts'

const many = (count: number, item = '{}'): string => `[${`${item},`.repeat(count - 1)}${item}]`
const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth)

test.each([
  ['an answer', '{"status":"completed","output":{"image":"https://a/1.png","size":[1,-2.5e3,true,null]}}'],
  ['an object among spaces', ' { } '],
  ['an empty list', '[]'],
  ['a text', '"text"'],
  ['a number', '7'],
  ['a text with quotes, brackets and escapes', '{"a":"\\"[[[ \\u00e9 \\\\"}'],
  ['a key named __proto__', '{"__proto__":{"status":"completed"}}'],
  ['a key that is there twice', '{"a":1,"a":2}'],
  ['a list that is 64 deep', nested(64)],
])('%s is read as it is', (_, text) => {
  expect(readPartOfJson(text)).toEqual({ value: JSON.parse(text) })
})

test('a key named __proto__ stays a key', () => {
  const read = readPartOfJson('{"__proto__":{"status":"completed"}}')
  expect(Object.keys(read?.value as object)).toEqual(['__proto__'])
})

test('of two million objects the first ones are read, and every field beside them', () => {
  const text = `{"more":${many(3)},"output":{"more":${many(2_000_000)},"image":{"url":"https://a/1.png"}},"cost":0.5}`
  expect(readPartOfJson(text)).toEqual({
    value: {
      more: [{}, {}, {}],
      output: { more: Array.from({ length: 4999 }, () => ({})), image: { url: 'https://a/1.png' } },
      cost: 0.5,
    },
  })
})

test('two million objects in as many lists and fields are limited in total', () => {
  const fields = Array.from({ length: 400 }, (_, at) => `"f${at}":${many(5000, '[1]')}`).join(',')
  const read = readPartOfJson(`{"output":{${fields}},"cost":0.5}`)
  expect(JSON.stringify(read).length).toBeLessThan(2_000_000)
  expect(read?.value).toMatchObject({ cost: 0.5 })
})

test.each([
  ['a table of a million numbers', `[${Array.from({ length: 1024 }, () => many(1024, '1')).join(',')}]`],
  ['a list of a million texts', many(1_000_000, '"x"')],
])('the cost, status and request of an answer are read behind %s', (_, output) => {
  const rest = '"status":"failed","request_id":"r","cost":0.5'
  expect(readPartOfJson(`{"output":${output},${rest}}`)?.value).toMatchObject({
    status: 'failed',
    request_id: 'r',
    cost: 0.5,
  })
})

test('a list of pictures is read up to the number that is fetched', () => {
  const item = '{"url":"https://a/1.png","width":1,"height":2}'
  const read = readPartOfJson(`{"output":{"images":${many(100_000, item)}}}`)
  expect(read).toMatchObject({ value: { output: { images: { length: 1250 } } } })
})

test('what is too deep is left out, and nothing beside it', () => {
  const text = `{"output":{"deep":${nested(100_000)},"image":"https://a/1.png"}}`
  const read = readPartOfJson(text)
  expect(read).toMatchObject({ value: { output: { image: 'https://a/1.png' } } })
  expect(JSON.stringify(read).length).toBeLessThan(300)
})

test.each([
  ['cut off', many(300_000).slice(0, -1)],
  ['cut off in a text', '{"output":"abc'],
  ['cut off in what is passed over', `{"output":{"a":${many(6000).slice(0, -9)}`],
  ['more than one', '{} {}'],
  ['no JSON', 'NaN'],
  ['no JSON within', '{"a":nope}'],
  ['a key that is none', '{a:1}'],
  ['a comma at the end', '{"a":1,}'],
  ['a colon too few', '{"a" 1}'],
  ['another bracket', '[1}'],
  ['empty', ''],
])('%s is invalid', (_, text) => {
  expect(readPartOfJson(text)).toBe(null)
})
