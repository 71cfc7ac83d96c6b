import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkLiteral } from '../ports/check.ts'
import type { Port } from '../ports/port.ts'
import type { Json } from '../ports/value.ts'
import { readInputs } from './readInputs.ts'
import type { SchemaNode } from './schemaNode.ts'

/** One property, read as the schema of an endpoint that has no other. */
function readOne(name: string, node: SchemaNode, required = false): Port {
  const { ports } = readInputs({
    type: 'object',
    properties: { [name]: node },
    required: required ? [name] : [],
  })
  const port = ports[name]
  if (port === undefined) throw new Error(`no port ${name}`)
  return port
}

describe('a hostile schema', () => {
  test('cannot name a port like a property that every object has', () => {
    const properties: unknown = JSON.parse(
      '{"__proto__":{"type":"string"},"constructor":{"type":"string"},"toString":{"type":"string"},' +
        '"valueOf":{},"hasOwnProperty":{},"prototype":{},"prompt":{"type":"string"}}',
    )
    const { ports, notices } = readInputs({ properties: properties as SchemaNode })
    expect(Object.keys(ports)).toEqual(['prompt'])
    expect(Object.getPrototypeOf(ports)).toBe(Object.prototype)
    expect(notices).toEqual(
      ['__proto__', 'constructor', 'toString', 'valueOf', 'hasOwnProperty', 'prototype'].map(
        (key) => `a property has a name that cannot be a port: "${key}"`,
      ),
    )
  })

  test.each(['', ' ', ' a', 'a ', 'a\u0000b', '\u202eb', 'a\nb', 'x'.repeat(101)])(
    'a property named %j is reported briefly instead of becoming a port',
    (key) => {
      const { ports, notices } = readInputs({ properties: { [key]: { type: 'string' } } })
      expect(ports).toEqual({})
      expect(notices).toEqual([
        `a property has a name that cannot be a port: ${JSON.stringify(key.slice(0, 100))}`,
      ])
    },
  )

  test('a property that is no schema is reported', () => {
    expect(readInputs({ properties: { a: 'string', b: ['x'], c: null } }).notices).toEqual([
      'property a has no schema',
      'property b has no schema',
      'property c has no schema',
    ])
  })

  test('with a thousand properties keeps the first five hundred and says so', () => {
    const properties = Object.fromEntries(
      Array.from({ length: 1000 }, (_, index) => [`p${index}`, { type: 'string' }]),
    )
    const { ports, notices } = readInputs({ properties })
    expect(Object.keys(ports)).toHaveLength(500)
    expect(notices).toEqual(['500 properties beyond the first 500 are left out'])
  })

  test('cannot make us run its pattern', () => {
    const port = readOne('word', { type: 'string', pattern: '^(a+)+$', default: `${'a'.repeat(50_000)}!` })
    expect(checkLiteral(port, `${'a'.repeat(50_000)}!`)).toEqual([])
  })

  test.each<[string, SchemaNode]>([
    ['a reference to itself', { properties: { a: { $ref: '#/properties/a' } } }],
    [
      'references that go round',
      { properties: { a: { $ref: '#/properties/b' }, b: { $ref: '#/properties/a' } } },
    ],
    ['a list of itself', { properties: { a: { type: 'array', items: { $ref: '#/properties/a' } } } }],
    ['a reference to another host', { properties: { a: { $ref: 'https://evil.example/s.json' } } }],
    ['a reference to a file', { properties: { a: { $ref: 'file:///etc/passwd' } } }],
  ])('with %s ends in JSON editors', (_, schema) => {
    for (const port of Object.values(readInputs(schema).ports))
      expect(port).toMatchObject({ type: { kind: 'json', list: false }, control: { kind: 'json' } })
  })

  test('whose whole is a reference to itself has no ports and says so', () => {
    expect(readInputs({ $ref: '#/$defs/a', $defs: { a: { $ref: '#/$defs/a' } } })).toEqual({
      ports: {},
      notices: ['the schema names no properties'],
    })
  })

  test('whose list of required names holds objects with words of their own is read', () => {
    const required = [{ toString: 1, valueOf: 1 }, ['a'], 7, 'a']
    expect(readInputs({ required, properties: { a: { type: 'string' } } }).ports['a']?.required).toBe(true)
  })
})

test('whatever a schema holds, reading it never throws, and every default passes its own port', () => {
  const words = fc.constantFrom(
    'type',
    'enum',
    'default',
    'items',
    'properties',
    'required',
    'format',
    'anyOf',
    '$ref',
  )
  const values = fc.constantFrom<Json>(
    'array',
    'string',
    'integer',
    'float',
    'object',
    '#/properties/a',
    'image_uri',
    3,
    -1,
  )
  const { json } = fc.letrec<{ json: Json }>((tie) => ({
    json: fc.oneof(
      { maxDepth: 4, withCrossShrink: true },
      values,
      fc.constantFrom<Json>(null, true, '', 0.5, 'auto', '512'),
      fc.array(tie('json'), { maxLength: 3 }),
      fc.dictionary(
        fc.oneof(words, fc.constantFrom('a', 'image_url', 'minimum', 'scale', 'path')),
        tie('json'),
        {
          maxKeys: 4,
        },
      ),
    ),
  }))
  const properties = fc.dictionary(fc.constantFrom('a', 'image_url', 'seed', 'loras', 'size'), json, {
    minKeys: 1,
  })
  fc.assert(
    fc.property(properties, json, (given, required) => {
      const ports = Object.values(readInputs({ properties: given, required }).ports)
      const faults = ports.flatMap((port) =>
        port.default === undefined ? [] : checkLiteral(port, port.default),
      )
      expect(faults).toEqual([])
    }),
    { numRuns: 1000 },
  )
})
