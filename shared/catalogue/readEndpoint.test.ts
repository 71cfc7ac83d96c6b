import { expect, test } from 'vitest'
import { ENDPOINT_CAPS, readEndpoint } from './readEndpoint.ts'

const paint = {
  engine: 'acme',
  modelId: 'acme/paint',
  title: 'Paint',
  category: 'Text to image',
  input: { properties: { prompt: { type: 'string' } } },
  outputs: ['image'],
}
const nested = (depth: number): unknown => JSON.parse(`${'['.repeat(depth)}${']'.repeat(depth)}`)

test('an endpoint is read unchanged, with its JSON in one order of fields', () => {
  const { outputs, ...rest } = paint
  const json = JSON.stringify(paint)
  const read = { ok: true, endpoint: paint, json, weight: expect.any(Number) as unknown }
  expect(readEndpoint(paint)).toEqual(read)
  expect(readEndpoint({ outputs, ...rest })).toEqual(read)
})

const { json, words, keywords, help } = ENDPOINT_CAPS
test.each<readonly [string, object, boolean]>([
  ['the longest title', { title: 'a'.repeat(words) }, true],
  ['a longer title', { title: 'a'.repeat(words + 1) }, false],
  ['a longer category', { category: 'é'.repeat(words / 2 + 1) }, false],
  ['a longer keyword', { keywords: ['a'.repeat(words + 1)] }, false],
  ['the most keywords', { keywords: Array.from({ length: keywords }, () => 'a') }, true],
  ['more keywords', { keywords: Array.from({ length: keywords + 1 }, () => 'a') }, false],
  ['the longest help', { help: 'a'.repeat(help) }, true],
  ['a longer help', { help: 'a'.repeat(help + 1) }, false],
  ['a schema of nearly the largest size', { input: { title: 'a'.repeat(json - 200) } }, true],
  ['a larger schema', { input: { title: 'a'.repeat(json) } }, false],
  ['a schema nested by the hundred thousand', { input: { a: nested(100_000) } }, false],
  [
    'a small schema whose references lead to very much',
    {
      input: {
        x: { allOf: Array.from({ length: 32 }, () => ({ $ref: '#/x' })) },
        properties: { a: { $ref: '#/x' } },
      },
    },
    false,
  ],
  [
    'a property that every object has',
    { input: JSON.parse('{"properties":{"__proto__":{}}}') as object },
    false,
  ],
  ['a number that JSON cannot hold', { input: { maximum: Infinity } }, false],
  ['the place of local nodes as its engine', { engine: 'local' }, false],
  ['the place of blocks as its engine', { engine: 'block' }, false],
  ['another field', { address: 'https://evil.example' }, false],
  ['a model id that leads to another call', { modelId: 'acme/../balance' }, false],
])('%s', (_, change, ok) => {
  const read = readEndpoint({ ...paint, ...change })
  expect([read.ok, read.ok || read.why.length > 0]).toEqual([ok, true])
})

test('a refusal names the first field that is wrong, so that the author can correct it', () => {
  expect(readEndpoint({ ...paint, title: 7, outputs: ['picture'] })).toEqual({
    ok: false,
    code: 'shape',
    why: 'title: Invalid input: expected string, received number',
  })
})

test.each([null, 7, 'text', [], JSON.parse('{"__proto__": {}}') as unknown, undefined])(
  '%j is no endpoint, and nothing is thrown',
  (value) => {
    expect(readEndpoint(value)).toMatchObject({ ok: false })
  },
)
