import { expect, test } from 'vitest'
import { testEndpoints } from '../testing/endpoints.ts'
import { readFields, readRule } from './rule.ts'

test.each([
  ['string', ['text']],
  ['number', ['number']],
  ['float', ['number']],
  ['integer', ['integer']],
  ['boolean', ['boolean']],
  ['array', ['list']],
  ['object', ['object']],
  [
    ['string', 'null'],
    ['text', 'null'],
  ],
  [undefined, []],
  ['uuid4', []],
])('the type %j is read as %j', (type, types) => {
  expect(readRule('x', { type }).types).toEqual(types)
})

test('items that are a bare map of properties are read as objects of these properties', () => {
  const { items } = readRule('loras', testEndpoints.control.input.properties['loras'])
  expect(items?.types).toEqual(['object'])
  expect([...(items?.fields?.rules.keys() ?? [])]).toEqual(['path', 'scale'])
  expect(items?.fields?.required).toEqual([])
})

test('a bare map may have a property that is called type', () => {
  const { items } = readRule('x', {
    type: 'array',
    items: { type: { type: 'string' }, size: { type: 'integer' } },
  })
  expect([...(items?.fields?.rules.keys() ?? [])]).toEqual(['type', 'size'])
})

test.each([
  [{ type: 'string' }, ['text']],
  [{ type: 'object', properties: { a: { type: 'string' } } }, ['object']],
])('items with a type of their own are read as such: %j', (items, types) => {
  expect(readRule('x', { type: 'array', items }).items?.types).toEqual(types)
})

test.each([
  ['image_url', {}, 'image'],
  ['mask_image_url', {}, 'image'],
  ['image', {}, 'image'],
  ['image_urls', {}, 'image'],
  ['end_image_url', {}, 'image'],
  ['video_url', {}, 'video'],
  ['audio', {}, 'audio'],
  ['anything', { format: 'image_uri' }, 'image'],
  ['anything', { format: 'video_uris' }, 'video'],
  ['image_size', {}, null],
  ['num_images', { type: 'integer' }, null],
  ['prompt', { format: 'str' }, null],
])('%s %j names a file of kind %s', (name, schema, media) => {
  expect(readRule(name, { type: 'string', ...schema }).media).toBe(media)
})

test('an endless schema is read to an end', () => {
  const schema: { type: string; properties: { [name: string]: unknown } } = { type: 'object', properties: {} }
  schema.properties['again'] = schema
  expect(readRule('x', schema).fields).not.toBeNull()
})

test.each([[null], [{}], [{ type: 'object' }], [[]]])('%j names no properties, and accepts any', (schema) => {
  expect(readFields(schema)).toEqual({ rules: new Map(), required: [], open: true })
})

test("the host's reading of a schema is used, also for which files are named", () => {
  const fields = readFields(null, {
    properties: { image_style: { type: 'string' }, cover: { type: 'string' }, any: {} },
    required: ['any'],
    media: { cover: 'image' },
    open: false,
  })
  expect([fields.required, fields.open]).toEqual([['any'], false])
  expect([...fields.rules].map(([name, { media, types }]) => [name, media, types])).toEqual([
    ['image_style', null, ['text']],
    ['cover', 'image', ['text']],
    ['any', null, []],
  ])
})
