import { describe, expect, test } from 'vitest'
import { checkValue } from '../ports/check.ts'
import type { Control, Port } from '../ports/port.ts'
import type { Json } from '../ports/value.ts'
import { fakeMedia } from '../testing/media.ts'
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

describe('limits', () => {
  test.each<[string, SchemaNode, Port['limits']]>([
    ['written as texts', { type: 'integer', minimum: '1', maximum: '8' }, { minimum: 1, maximum: 8 }],
    ['beyond what is kept exactly', { type: 'integer', maximum: 2 ** 64 }, { maximum: 2 ** 53 - 1 }],
    ['below it', { type: 'integer', minimum: -1e300 }, { minimum: -(2 ** 53 - 1) }],
    ['of a float are as they are', { type: 'float', maximum: 1e30 }, { maximum: 1e30 }],
    ['exclusive', { type: 'integer', exclusiveMinimum: 0, exclusiveMaximum: 10 }, { minimum: 1, maximum: 9 }],
    [
      'exclusive between',
      { type: 'integer', exclusiveMinimum: 0.5, exclusiveMaximum: 9.5 },
      { minimum: 1, maximum: 9 },
    ],
    ['exclusive on a float', { type: 'float', exclusiveMinimum: 0 }, { minimum: 0 }],
    ['that are no numbers', { type: 'integer', minimum: 'low', exclusiveMaximum: true }, {}],
    ['on steps', { type: 'integer', multipleOf: 64 }, { multipleOf: 64 }],
    ['on steps of nothing', { type: 'integer', multipleOf: 0 }, {}],
    [
      'on the length of a text',
      { type: 'string', minLength: 1, maxLength: 2000 },
      { minLength: 1, maxLength: 2000 },
    ],
    [
      'on a list and on its items',
      { type: 'array', minItems: 1, maxItems: 5, items: { type: 'integer', minimum: 2 } },
      { minimum: 2, minItems: 1, maxItems: 5 },
    ],
  ])('%s', (_, node, limits) => {
    expect(readOne('value', node).limits).toEqual(limits)
  })

  test('a width in steps of 64 moves by 64', () => {
    expect(
      readOne('width', { type: 'integer', multipleOf: 64, minimum: 256, maximum: 1536 }).control,
    ).toEqual({
      kind: 'number',
      step: 64,
      slider: false,
    })
  })
})

describe('rules on pictures', () => {
  const rule = (validation_rule: string, validation_value: Json, validation_error: Json = ''): Json => ({
    validation_rule,
    validation_value,
    validation_error,
  })

  test('are read as measure, side, limit and message', () => {
    const port = readOne('image_url', {
      type: 'string',
      format: 'image_uri',
      validations: [
        rule('file_size_mb<', 10, 'Ten megabytes at most.'),
        rule('width/height<', '16'),
        rule('width_pixels>', 300),
        rule(' height_pixels > ', 300),
      ],
    })
    expect(port.limits.pictures).toEqual([
      { measure: 'megabytes', side: 'below', bound: 10, words: 'Ten megabytes at most.' },
      { measure: 'ratio', side: 'below', bound: 16, words: 'its ratio must be below 16' },
      { measure: 'width', side: 'above', bound: 300, words: 'its width must be above 300' },
      { measure: 'height', side: 'above', bound: 300, words: 'its height must be above 300' },
    ])
    expect(checkValue(port, fakeMedia(1, 'image', { width: 200, height: 400 }))).toEqual([
      { path: [], message: 'its width must be above 300' },
    ])
  })

  test('also apply to the items of a list', () => {
    const items = { type: 'string', format: 'image_uri', validations: [rule('width_pixels>', 64)] }
    expect(readOne('images', { type: 'array', items }).limits.pictures).toHaveLength(1)
  })

  test.each<[Json]>([
    [rule('duration_seconds<', 10)],
    [rule('width_pixels', 10)],
    [rule('width_pixels<', 'wide')],
    ['width_pixels<'],
    [null],
  ])('%j is no known rule: the engine decides', (entry) => {
    const port = readOne('image_url', { type: 'string', validations: [entry] })
    expect(port.limits).toEqual({})
  })
})

describe('the control', () => {
  test.each<[string, SchemaNode, Control]>([
    ['prompt', { type: 'string' }, { kind: 'text', multiline: true }],
    ['lyrics', { type: 'string' }, { kind: 'text', multiline: true }],
    ['voice_id', { type: 'string' }, { kind: 'text', multiline: false }],
    ['seed', { type: 'integer' }, { kind: 'seed' }],
    ['noise_seed', { type: 'integer', maximum: 2 ** 64 }, { kind: 'seed' }],
    ['seeded', { type: 'integer' }, { kind: 'number', step: 1, slider: false }],
    ['seed', { type: 'float' }, { kind: 'number', step: 0.01, slider: false }],
    ['strength', { type: 'float', minimum: 0, maximum: 1 }, { kind: 'number', step: 0.01, slider: true }],
    [
      'steps',
      { type: 'integer', format: 'int_slider_with_range', minimum: 1, maximum: 8 },
      { kind: 'number', step: 1, slider: true },
    ],
    ['size', { type: 'string', enum: ['a'] }, { kind: 'choice' }],
    ['on', { type: 'boolean' }, { kind: 'switch' }],
    ['images', { type: 'array', items: { type: 'string' } }, { kind: 'picture' }],
    ['words', { type: 'array', items: { type: 'string' } }, { kind: 'json' }],
    ['shots', { type: 'array', items: { type: 'object', properties: { at: {} } } }, { kind: 'json' }],
    ['anything', {}, { kind: 'json' }],
  ])('of %s as %j fits it', (name, node, control) => {
    expect(readOne(name, node).control).toEqual(control)
  })
})
