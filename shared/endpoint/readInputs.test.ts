import { describe, expect, test } from 'vitest'
import { checkValue } from '../ports/check.ts'
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
        label: 'Steps',
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

  test('that is a bare map of properties is read as one', () => {
    expect(Object.keys(readInputs({ prompt: { type: 'string' }, steps: { type: 'integer' } }).ports)).toEqual(
      ['prompt', 'steps'],
    )
  })

  test('that names no properties says so; one that names none on purpose does not', () => {
    expect(readInputs({ anyOf: [{ properties: {} }, { properties: {} }] })).toEqual({
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

  test('that is a text for an optional input is used', () => {
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
  ])('that is %s is used even for a required input, and then nothing is missing', (_, name, node, value) => {
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

  test('that the schema fills in are used, without those that name nothing', () => {
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
