import { expect, test } from 'vitest'
import type { SchemaNode } from './schemaNode.ts'
import { createWeigher, inputWeight } from './schemaWeight.ts'

const MAX = 100_000
const properties = (count: number, value: SchemaNode): SchemaNode =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`p${index}`, value]))
const many = (count: number): SchemaNode => ({ enum: Array.from({ length: count }, (_, index) => index) })
const all = (count: number, $ref: string): SchemaNode => ({
  allOf: Array.from({ length: count }, () => ({ $ref })),
})

test.each<[string, SchemaNode]>([
  [
    'branches that all lead to the schema that has them',
    { x: all(32, '#/x'), properties: { a: { $ref: '#/x' } } },
  ],
  [
    'references to one large object',
    { big: properties(9000, {}), properties: properties(500, { $ref: '#/big' }) },
  ],
  ['references to one list of choices', { big: many(9000), properties: properties(500, { $ref: '#/big' }) }],
  [
    'lists of what a reference leads to',
    { big: many(9000), properties: properties(500, { items: { $ref: '#/big' } }) },
  ],
  [
    'branches of branches',
    { x: all(30, '#/y'), y: all(30, '#/z'), z: all(30, '#/big'), big: many(99), ...all(30, '#/x') },
  ],
  ['an input in a wrapper', { input: { x: all(32, '#/x'), properties: { a: { $ref: '#/x' } } } }],
  ['a reference at the root', { $ref: '#/x', x: all(32, '#/x') }],
  [
    'a long text that is met often',
    { big: { title: 'a'.repeat(9000) }, properties: properties(500, { $ref: '#/big' }) },
  ],
])('a small schema that leads to very much is heavy: %s', (_, schema) => {
  expect(inputWeight(schema, MAX)).toBeGreaterThan(MAX)
})

test('a schema without references weighs a few times what it contains', () => {
  const small = { type: 'object', properties: properties(100, { type: 'string' }) }
  const twice = { type: 'object', properties: properties(200, { type: 'string' }) }
  expect(inputWeight(small, MAX)).toBeLessThan(1000)
  expect(inputWeight(twice, MAX) / inputWeight(small, MAX)).toBeCloseTo(2, 1)
})

test('what is met again counts again', () => {
  const root = { size: { type: 'integer', minimum: 1 } }
  const weigh = createWeigher(root)
  const once = weigh({ $ref: '#/size' })
  expect(weigh(all(10, '#/size'))).toBeGreaterThan(10 * once)
})
