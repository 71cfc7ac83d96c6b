import { expect, test } from 'vitest'
import { plainInput } from './plainInput.ts'
import type { SchemaNode } from './schemaNode.ts'

test('the parts of an input are plain at every depth, and a choice that is not decided accepts anything', () => {
  const size = { type: 'integer', minimum: 1 }
  const choice = { anyOf: [{ type: 'string' }, { type: 'object' }] }
  const { properties } = plainInput({
    $defs: { size },
    properties: {
      sizes: { type: 'array', items: { $ref: '#/$defs/size' } },
      area: { type: 'object', properties: { width: { $ref: '#/$defs/size' }, shape: choice } },
      style: choice,
    },
  })
  expect(properties).toEqual({
    sizes: { type: 'array', items: size },
    area: { type: 'object', properties: { width: size, shape: {} } },
    style: {},
  })
})

test('a property that is no schema accepts anything', () => {
  const { properties } = plainInput({ properties: { area: { type: 'object', properties: { width: 7 } } } })
  expect(properties).toEqual({ area: { type: 'object', properties: { width: {} } } })
})

test('a schema that contains itself is read to a depth, and accepts anything below', () => {
  const { properties } = plainInput({
    $defs: { list: { type: 'array', items: { $ref: '#/$defs/list' } } },
    properties: { deep: { $ref: '#/$defs/list' } },
  })
  const levels = Array.from({ length: 7 }).reduce<SchemaNode>((items) => ({ type: 'array', items }), {})
  expect(properties).toEqual({ deep: levels })
})

test('a small schema that stands for millions is read up to a limit', () => {
  const names = Array.from({ length: 10 }, (_, index) => `p${index}`)
  const inner = Object.fromEntries(names.map((name) => [name, { $ref: '#/$defs/wide' }]))
  const { properties } = plainInput({
    $defs: { wide: { type: 'object', properties: inner } },
    properties: { wide: { $ref: '#/$defs/wide' } },
  })
  expect(JSON.stringify(properties).split('"type":"object"').length - 1).toBe(5000)
})

test('so is one of which each part is large', () => {
  const choices = Array.from({ length: 1000 }, (_, index) => index)
  const names = Array.from({ length: 4000 }, (_, index) => `p${index}`)
  const { properties } = plainInput({
    $defs: { one: { enum: choices } },
    properties: Object.fromEntries(names.map((name) => [name, { $ref: '#/$defs/one' }])),
  })
  const read = Object.values(properties).filter((one) => one['enum'] !== undefined)
  expect([read.length > 100, read.length < 1000]).toEqual([true, true])
})
