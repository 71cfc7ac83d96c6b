import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Json } from '../ports/value.ts'
import type { SchemaNode } from './schemaNode.ts'
import { asList, asNumber, asText, isSchemaNode, propertiesOf, resolveSchema } from './schemaNode.ts'

describe('a schema reads', () => {
  test.each<[Json | undefined, number | undefined]>([
    [3, 3],
    ['3', 3],
    [' 0.5 ', 0.5],
    ['0x10', 16],
    ['', undefined],
    [' ', undefined],
    ['three', undefined],
    ['Infinity', undefined],
    [true, undefined],
    [null, undefined],
    [[3], undefined],
    [undefined, undefined],
  ])('%j as the number %j', (value, expected) => {
    expect(asNumber(value)).toBe(expected)
  })

  test('a text without surrounding space, and nothing if it is empty', () => {
    expect([asText('  a b '), asText(7), asText(undefined), asText(null)]).toEqual(['a b', '', '', ''])
  })

  test('a list, and an empty one where there is none', () => {
    expect([asList([1]), asList('a'), asList(undefined)]).toEqual([[1], [], []])
  })

  test('an object, which a list is not', () => {
    expect([{}, [], null, 'a', 1].map(isSchemaNode)).toEqual([true, false, false, false, false])
  })
})

describe('a reference', () => {
  const root: SchemaNode = {
    $defs: {
      size: { type: 'integer', minimum: 1 },
      'a/b': { type: 'string' },
      again: { $ref: '#/$defs/again' },
    },
    properties: {},
  }

  test('inside the document is followed, and its siblings take precedence', () => {
    expect(resolveSchema(root, { $ref: '#/$defs/size', minimum: 2 })).toEqual({ type: 'integer', minimum: 2 })
  })

  test('may have escaped signs in its way', () => {
    expect(resolveSchema(root, { $ref: '#/$defs/a~1b' })).toEqual({ type: 'string' })
  })

  test.each([
    ['to another host', 'https://evil.example/schema.json#/size'],
    ['to a file', 'file:///etc/passwd'],
    ['to nowhere', '#/$defs/gone'],
    ['into a text', '#/$defs/size/type'],
    ['past a text', '#/$defs/size/type/deeper'],
    ['to what every object has', '#/constructor'],
    ['to the prototype', '#/__proto__'],
    ['to the whole document', '#'],
    ['to itself', '#/$defs/again'],
  ])('%s says nothing at all', (_, $ref) => {
    expect(resolveSchema(root, { $ref })).toEqual({})
  })
})

describe('branches', () => {
  test.each(['anyOf', 'oneOf', 'allOf'])('of which one is real are that one: %s', (key) => {
    const node = { title: 'Width', [key]: [{ type: 'integer', title: 'x' }, { type: 'null' }] }
    expect(resolveSchema({}, node)).toEqual({ type: 'integer', title: 'Width' })
  })

  test('of which several are real stay as they are', () => {
    const node = { anyOf: [{ type: 'integer' }, { type: 'string' }] }
    expect(resolveSchema({}, node)).toBe(node)
  })

  test('that are nested without end end as one', () => {
    let node: SchemaNode = { type: 'string' }
    for (let depth = 0; depth < 5000; depth++) node = { anyOf: [node] }
    expect(resolveSchema({}, node)).toEqual({})
  })
})

describe('properties', () => {
  test('are found under their name', () => {
    expect(propertiesOf({ type: 'object', properties: { a: {} } })).toEqual({ a: {} })
  })

  test('are found in a bare map of them', () => {
    const bare = { path: { type: 'string' }, scale: { type: 'float' } }
    expect(propertiesOf(bare)).toBe(bare)
  })

  test('may be named type', () => {
    const bare = { type: { type: 'string' }, value: { type: 'string' } }
    expect(propertiesOf(bare)).toBe(bare)
  })

  test.each<[SchemaNode]>([[{}], [{ type: 'string' }], [{ $ref: {} }], [{ title: 'a' }], [{ a: [] }]])(
    'are not found in %j',
    (node) => {
      expect(propertiesOf(node)).toBeUndefined()
    },
  )
})

test('whatever a document holds, following it comes to an end without throwing', () => {
  const pointer = fc.constantFrom('#/a', '#/b', '#/a/b', '#/b/anyOf/0', '#/a/allOf/0', '#')
  const { node } = fc.letrec<{ node: SchemaNode }>((tie) => ({
    node: fc.oneof(
      { maxDepth: 3 },
      fc.constant({ type: 'string' }),
      pointer.map(($ref) => ({ $ref })),
      fc.tuple(tie('node'), tie('node')).map(([a, b]) => ({ anyOf: [a, b, { type: 'null' }] })),
      tie('node').map((only) => ({ allOf: [only] })),
      tie('node').map((b) => ({ b })),
    ),
  }))
  fc.assert(
    fc.property(node, node, (a, b) => {
      expect(isSchemaNode(resolveSchema({ a, b }, a))).toBe(true)
    }),
  )
})
