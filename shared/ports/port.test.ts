import { describe, expect, test } from 'vitest'
import { checkValue } from './check.ts'
import type { Port } from './port.ts'
import {
  any,
  audio,
  boolean,
  choice,
  image,
  integer,
  json,
  listOf,
  lora,
  mask,
  number,
  optional,
  same,
  seed,
  text,
  video,
  withDefault,
} from './port.ts'

const plain: readonly [Port, string, string][] = [
  [text('T'), 'text', 'text'],
  [number('N'), 'number', 'number'],
  [integer('I'), 'integer', 'number'],
  [seed('S'), 'integer', 'seed'],
  [boolean('B'), 'boolean', 'switch'],
  [image('P'), 'image', 'picture'],
  [mask('M'), 'mask', 'picture'],
  [video('V'), 'video', 'picture'],
  [audio('A'), 'audio', 'picture'],
  [lora('L'), 'lora', 'json'],
  [json('J'), 'json', 'json'],
  [any('X'), 'any', 'none'],
]
test.each(plain.map(([port, kind, control]) => ({ port, kind, control })))(
  'a port for $kind has the control $control, and is required until it has a value',
  ({ port, kind, control }) => {
    expect(port).toMatchObject({ type: { kind, list: false }, control: { kind: control }, required: true })
  },
)

describe('a port with a default', () => {
  test('is not required', () => {
    expect(withDefault(text('Separator'), ' ')).toMatchObject({ required: false, default: ' ' })
  })

  test('as a choice, starts with the first of its choices', () => {
    expect(choice('Shape', ['ellipse', 'rectangle'])).toMatchObject({
      type: { kind: 'text', list: false, choices: ['ellipse', 'rectangle'] },
      required: false,
      default: 'ellipse',
      control: { kind: 'choice' },
    })
  })

  test('passes its own check', () => {
    for (const port of [
      choice('C', ['a', 'b']),
      withDefault(seed('S'), 0),
      withDefault(listOf(text('T')), ['x']),
    ])
      expect(checkValue(port, port.default)).toEqual([])
  })
})

test('an optional port is not required and has no default', () => {
  const port = optional(image('Mask'))
  expect(port.required).toBe(false)
  expect(Object.hasOwn(port, 'default')).toBe(false)
})

describe('a list of a port', () => {
  test('has the control for LoRAs where they are many, JSON for other kinds, none where one had none', () => {
    expect(listOf(lora('L')).control).toEqual({ kind: 'loras' })
    expect(listOf(text('T')).control).toEqual({ kind: 'json' })
    expect(listOf(any('X')).control).toEqual({ kind: 'none' })
  })

  test('does not take the default of one, which is no list', () => {
    const port = listOf(choice('C', ['a', 'b']))
    expect(Object.hasOwn(port, 'default')).toBe(false)
    expect(port.type).toEqual({ kind: 'text', list: true, choices: ['a', 'b'] })
  })
})

test('an output like an input is of every kind until it is known what comes in, one or many', () => {
  expect(same('Item', 'list')).toMatchObject({ type: { kind: 'any', list: false }, like: 'list' })
  expect(same('Items', 'list', { list: true })).toMatchObject({
    type: { kind: 'any', list: true },
    like: 'list',
  })
})

test('words, limits and folding are the ones that were given', () => {
  const port = number('Scale', {
    help: 'How much.',
    limits: { minimum: 1 },
    advanced: true,
    control: { kind: 'none' },
  })
  expect(port).toEqual({
    type: { kind: 'number', list: false },
    label: 'Scale',
    help: 'How much.',
    required: true,
    limits: { minimum: 1 },
    control: { kind: 'none' },
    advanced: true,
  })
})

test('the limits of a seed can be widened, and then they are the ones given', () => {
  expect(seed('Seed', { limits: { minimum: -1 } }).limits).toEqual({ minimum: -1 })
})
