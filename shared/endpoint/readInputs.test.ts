import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkLiteral, checkValue } from '../ports/check.ts'
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

describe('a published schema', () => {
  test('becomes ports by name, in its order, with words, limits, controls and defaults', () => {
    const { ports, notices } = readInputs(
      {
        type: 'object',
        title: 'Input',
        required: ['prompt', 'image_url'],
        properties: {
          prompt: { type: 'string', title: 'Prompt', description: ' Say it. ', default: 'a sample of ours' },
          image_url: { type: 'string', title: 'Image', default: 'https://samples.example/a.png' },
          image_size: { type: 'string', enum: ['square', 'auto'], default: 'auto' },
          strength: { type: 'float', minimum: 0, maximum: 1, default: 0.6 },
          num_inference_steps: { type: 'integer', minimum: 1, maximum: 30, default: 8 },
          seed: { type: 'integer', default: 0 },
          enable_expansion: { type: 'boolean', default: false },
        },
      },
      ['num_inference_steps', 'prompt'],
    )
    const bare = { help: '', required: false, limits: {}, advanced: false }
    expect(notices).toEqual([])
    expect(Object.keys(ports)).toEqual([
      'prompt',
      'image_url',
      'image_size',
      'strength',
      'num_inference_steps',
      'seed',
      'enable_expansion',
    ])
    expect(ports).toEqual<typeof ports>({
      prompt: {
        ...bare,
        type: { kind: 'text', list: false },
        label: 'Prompt',
        help: 'Say it.',
        required: true,
        control: { kind: 'text', multiline: true },
      },
      image_url: {
        ...bare,
        type: { kind: 'image', list: false },
        label: 'Image',
        required: true,
        control: { kind: 'picture' },
      },
      image_size: {
        ...bare,
        type: { kind: 'text', list: false, choices: ['square', 'auto'] },
        label: 'Image size',
        control: { kind: 'choice' },
        default: 'auto',
      },
      strength: {
        ...bare,
        type: { kind: 'number', list: false },
        label: 'Strength',
        limits: { minimum: 0, maximum: 1 },
        control: { kind: 'number', step: 0.01, slider: true },
        default: 0.6,
      },
      num_inference_steps: {
        ...bare,
        type: { kind: 'integer', list: false },
        label: 'Num inference steps',
        limits: { minimum: 1, maximum: 30 },
        control: { kind: 'number', step: 1, slider: false },
        advanced: true,
        default: 8,
      },
      seed: {
        ...bare,
        type: { kind: 'integer', list: false },
        label: 'Seed',
        control: { kind: 'seed' },
        default: 0,
      },
      enable_expansion: {
        ...bare,
        type: { kind: 'boolean', list: false },
        label: 'Enable expansion',
        control: { kind: 'switch' },
        default: false,
      },
    })
  })

  test('is found under "input" where a catalogue wraps it', () => {
    const input = { required: ['prompt'], properties: { prompt: { type: 'string' } } }
    expect(readInputs({ input, output: {} })).toEqual(readInputs(input))
  })

  test('is found behind a reference, with what is required there', () => {
    const Input = { type: 'object', required: ['prompt'], properties: { prompt: { type: 'string' } } }
    expect(readInputs({ $ref: '#/$defs/Input', $defs: { Input } })).toEqual(readInputs(Input))
  })

  test('that is a bare map of properties is taken as one', () => {
    expect(Object.keys(readInputs({ prompt: { type: 'string' }, steps: { type: 'integer' } }).ports)).toEqual(
      ['prompt', 'steps'],
    )
  })

  test('that names no properties says so; one that names none on purpose does not', () => {
    expect(readInputs({ allOf: [{ properties: {} }, { properties: {} }] })).toEqual({
      ports: {},
      notices: ['the schema names no properties'],
    })
    expect(readInputs({ type: 'object', properties: {} })).toEqual({ ports: {}, notices: [] })
  })
})

describe('a default', () => {
  test.each<[string, string, SchemaNode, boolean]>([
    [
      'a picture of the endpoint’s own',
      'image_url',
      { type: 'string', default: 'https://samples.example/a.png' },
      true,
    ],
    [
      'an optional picture of its own',
      'mask_url',
      { type: 'string', default: 'https://samples.example/m.png' },
      false,
    ],
    ['pictures of its own', 'images', { type: 'array', default: ['https://samples.example/a.png'] }, false],
    ['a sample prompt', 'prompt', { type: 'string', default: 'a cat' }, true],
    ['an empty text', 'negative_prompt', { type: 'string', default: '' }, false],
    ['null', 'width', { type: 'integer', default: null }, false],
    ['above its own maximum', 'steps', { type: 'integer', maximum: 8, default: 20 }, false],
    ['of another type', 'steps', { type: 'integer', default: 'many' }, false],
    ['none of its own choices', 'size', { enum: ['a', 'b'], default: 'c' }, false],
    ['an object where a choice is asked', 'size', { enum: ['a', 'b'], default: {} }, false],
  ])('that is %s is dropped: nobody who leaves a field alone sends it', (_, name, node, required) => {
    const port = readOne(name, node, required)
    expect({ has: Object.hasOwn(port, 'default'), required: port.required }).toEqual({ has: false, required })
  })

  test('that is a text which may be left out stands', () => {
    expect(readOne('negative_prompt', { type: 'string', default: 'blurry' }).default).toBe('blurry')
  })

  test.each<[string, string, SchemaNode, Json]>([
    ['a choice', 'size', { enum: ['a', 'b'], default: 'b' }, 'b'],
    ['a number', 'strength', { type: 'float', default: 0 }, 0],
    ['a switch', 'safe', { type: 'boolean', default: false }, false],
    ['a seed of −1', 'seed', { type: 'integer', minimum: -1, default: -1 }, -1],
    ['JSON', 'camera', { type: 'object', default: { zoom: 1 } }, { zoom: 1 }],
    ['a list of numbers', 'sizes', { type: 'array', items: { type: 'integer' }, default: [1] }, [1]],
    ['a number among choices that are texts', 'size', { enum: ['512', 'auto'], default: 512 }, '512'],
    ['a text among choices that are numbers', 'length', { enum: [5, 10], default: '10' }, 10],
  ])('that is %s stands also where one is required, and then nothing is missing', (_, name, node, value) => {
    const port = readOne(name, node, true)
    expect({ default: port.default, required: port.required }).toEqual({ default: value, required: false })
  })
})

describe('LoRAs', () => {
  const items = {
    path: { type: 'string', format: 'str', default: '' },
    scale: { type: 'float', format: 'float_slider_with_range', minimum: 0, maximum: 4, default: 1 },
  }
  const loras = (more: SchemaNode, required = false): Port =>
    readOne('loras', { type: 'array', minItems: 0, maxItems: 3, items, ...more }, required)

  test('have their own control, the bounds of their scale, and how many there may be', () => {
    expect(loras({})).toMatchObject({
      type: { kind: 'lora', list: true },
      control: { kind: 'loras' },
      limits: { minimum: 0, maximum: 4, minItems: 0, maxItems: 3 },
    })
    expect(checkValue(loras({}), [{ path: 'a/b', scale: 4.1 }])).toEqual([
      { path: [0, 'scale'], message: '4.1 is above 4' },
    ])
  })

  test('that the schema fills in stand, without those that name nothing', () => {
    const filled = { path: 'owner/name', scale: 1 }
    expect(loras({ default: [filled, { path: '', scale: 1 }] }).default).toEqual([filled])
  })

  test('of which none names anything are no default for a required list', () => {
    const empty = { default: [{ path: '', scale: 1 }] }
    expect(loras(empty, true)).toMatchObject({ required: true })
    expect(Object.hasOwn(loras(empty, true), 'default')).toBe(false)
    expect(loras(empty).default).toEqual([])
  })
})

describe('limits', () => {
  test.each<[string, SchemaNode, Port['limits']]>([
    ['written as texts', { type: 'integer', minimum: '1', maximum: '8' }, { minimum: 1, maximum: 8 }],
    [
      'beyond what is kept exactly',
      { type: 'integer', maximum: 0xffffffffffffffff },
      { maximum: 2 ** 53 - 1 },
    ],
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

  test('are read as measure, side, bound and words', () => {
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

  test('also stand at the items of a list', () => {
    const items = { type: 'string', format: 'image_uri', validations: [rule('width_pixels>', 64)] }
    expect(readOne('images', { type: 'array', items }).limits.pictures).toHaveLength(1)
  })

  test.each<[Json]>([
    [rule('duration_seconds<', 10)],
    [rule('width_pixels', 10)],
    [rule('width_pixels<', 'wide')],
    ['width_pixels<'],
    [null],
  ])('%j is none that we know: the engine has the last word', (entry) => {
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
    ['noise_seed', { type: 'integer', maximum: 0xffffffffffffffff }, { kind: 'seed' }],
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

describe('a hostile schema', () => {
  test('cannot name a port after what every object has', () => {
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

  test.each(['', 'a b', 'a\u0000b', '\u202eb', 'ü', '-a', '9lives', 'x'.repeat(101)])(
    'a property named %j is told in few words instead of becoming a port',
    (key) => {
      const { ports, notices } = readInputs({ properties: { [key]: { type: 'string' } } })
      expect(ports).toEqual({})
      expect(notices).toEqual([
        `a property has a name that cannot be a port: ${JSON.stringify(key.slice(0, 100))}`,
      ])
    },
  )

  test('a property that is no schema is told', () => {
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
      const { ports } = readInputs({ properties: given, required })
      for (const port of Object.values(ports))
        if (port.default !== undefined) expect(checkLiteral(port, port.default)).toEqual([])
    }),
    { numRuns: 1000 },
  )
})
