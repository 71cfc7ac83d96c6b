import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { AppError } from '../errors.ts'
import { defineNode } from '../nodes/defineNode.ts'
import { image, integer, json, listOf, mask, optional, seed, text, withDefault } from '../ports/port.ts'
import type { Value, Values } from '../ports/value.ts'
import { fakeMedia } from '../testing/media.ts'
import { testRegistry } from '../testing/nodeTypes.ts'
import type { NodeFields } from '../testing/workflow.ts'
import { workflowOf } from '../testing/workflow.ts'
import type { Delivered, Gathered } from './gather.ts'
import { combine, gather } from './gather.ts'
import { plan } from './plan.ts'

/** Gives one or many of everything, so that a test can deliver what it likes. */
const source = defineNode({
  type: 'test/source',
  title: 'Source',
  category: 'Test',
  inputs: {},
  outputs: {
    text: text('T'),
    texts: listOf(text('Ts')),
    more: listOf(text('More')),
    number: integer('N'),
    image: image('I'),
    images: listOf(image('Is')),
    json: json('J'),
  },
  run: () => ({ text: '', texts: [], more: [], number: 0, image: fakeMedia(0), images: [], json: null }),
})

/** Takes one or many of everything. */
const sink = defineNode({
  type: 'test/sink',
  title: 'Sink',
  category: 'Test',
  inputs: {
    one: optional(text('One')),
    other: withDefault(text('Other'), 'own'),
    many: optional(listOf(text('Many', { limits: { maxItems: 3 } }))),
    short: optional(text('Short', { limits: { maxLength: 3 } })),
    needed: optional(text('Needed')),
    seed: optional(seed('Seed', { limits: {} })),
    picture: optional(
      image('Picture', {
        limits: { pictures: [{ measure: 'width', side: 'above', bound: 64, words: 'too narrow' }] },
      }),
    ),
    mask: optional(mask('Mask')),
    masks: optional(listOf(mask('Masks'))),
    data: optional(json('Data')),
  },
  outputs: {},
  run: () => ({}),
})
const strict = defineNode({
  type: 'test/strict',
  title: 'Strict',
  category: 'Test',
  inputs: { image: image('Image') },
  outputs: { image: image('Image'), words: listOf(text('Words')) },
  run: ({ image: given }) => ({ image: given, words: [] }),
})

const registry = testRegistry(source, sink, strict)

/** What the step of node `to` gathers when `from` delivers these outputs; cables as `output > input`. */
function gathered(
  cables: readonly string[],
  delivered: Delivered,
  to: NodeFields = { type: 'test/sink' },
  literals: Values = {},
): Gathered {
  const edges = cables.map((cable) => cable.split('>').map((end) => end.trim()))
  const planned = plan(
    workflowOf(
      { from: 'test/source', to },
      edges.map(([output = '', input = '']) => `from.${output} > to.${input}`),
    ),
    registry,
  )
  expect(planned.problems).toEqual([])
  const step = planned.steps.find(({ node }) => node.id === 'to')
  if (step === undefined) throw new Error('nothing was planned')
  const byStep = planned.steps.map(({ node }) => (node.id === 'from' ? delivered : undefined))
  return gather(step, byStep, (input) => literals[input.name] ?? input.literal)
}

const once = (outputs: Values): Delivered => ({ outputs, fanned: false })
const fanned = (outputs: Values): Delivered => ({ outputs, fanned: true })

/** The words with which gathering is refused. */
function refusal(run: () => unknown): unknown {
  try {
    run()
    return 'nothing was refused'
  } catch (thrown) {
    return thrown instanceof AppError ? thrown.toJSON() : thrown
  }
}

const invalid = (message: string) => ({ code: 'input.invalid', message, data: { node: 'to' } })

describe('one set of inputs', () => {
  test('has what was delivered, what stands in the file, and the defaults', () => {
    expect(
      gathered(['text > one'], once({ text: 'a' }), { type: 'test/sink', values: { short: 'x' } }),
    ).toEqual({
      fanned: false,
      items: [{ one: 'a', short: 'x', other: 'own' }],
    })
  })

  test('has a list as a whole where a list is asked, and one as a list of one', () => {
    expect(gathered(['texts > many'], once({ texts: ['a', 'b'] })).items).toEqual([
      { other: 'own', many: ['a', 'b'] },
    ])
    expect(gathered(['text > many'], once({ text: 'a' })).items).toEqual([{ other: 'own', many: ['a'] }])
    expect(gathered(['texts > many'], once({ texts: [] })).items).toEqual([{ other: 'own', many: [] }])
  })

  test('has data as it is, also when the data is a list or null', () => {
    expect(gathered(['json > data'], once({ json: [1, 2] })).items).toEqual([{ other: 'own', data: [1, 2] }])
    expect(gathered(['json > data'], once({ json: null })).items).toEqual([{ other: 'own', data: null }])
  })

  test('has values converted on the way, one or many', () => {
    expect(gathered(['number > one'], once({ number: 7 })).items).toEqual([{ other: 'own', one: '7' }])
    expect(
      gathered(['image > mask', 'images > masks'], once({ image: fakeMedia(1), images: [fakeMedia(2)] }))
        .items,
    ).toEqual([{ other: 'own', mask: fakeMedia(1, 'mask'), masks: [fakeMedia(2, 'mask')] }])
  })

  test('leaves an input that may be empty empty where nothing came, or fills in its default', () => {
    for (const nothing of [{}, { text: null }])
      expect(gathered(['text > one', 'text > other'], once(nothing)).items).toEqual([{ other: 'own' }])
  })
})

describe('a list into a port for one', () => {
  test('makes one set of inputs per item, in order', () => {
    expect(gathered(['texts > one'], once({ texts: ['a', 'b'] }))).toEqual({
      fanned: true,
      items: [
        { other: 'own', one: 'a' },
        { other: 'own', one: 'b' },
      ],
    })
  })

  test('makes a single one of a list of one, and its results are a list all the same', () => {
    expect(gathered(['texts > one'], once({ texts: ['a'] }))).toEqual({
      fanned: true,
      items: [{ other: 'own', one: 'a' }],
    })
  })

  test('makes none of an empty list, whatever else comes', () => {
    expect(gathered(['texts > one', 'more > other'], once({ texts: [], more: ['a', 'b'] }))).toEqual({
      fanned: true,
      items: [],
    })
    expect(gathered(['texts > one', 'more > other'], once({ texts: ['a', 'b'], more: [] })).items).toEqual([])
  })

  test('comes also from a node that ran over a list itself, whose outputs are lists', () => {
    expect(gathered(['text > one', 'text > many'], fanned({ text: ['a', 'b'] })).items).toEqual([
      { other: 'own', one: 'a', many: ['a', 'b'] },
      { other: 'own', one: 'b', many: ['a', 'b'] },
    ])
  })

  test('is as long as the longest, and shorter ones repeat their last item', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string(), { minLength: 1, maxLength: 5 }),
        fc.array(fc.string(), { minLength: 1, maxLength: 5 }),
        (texts, more) => {
          const { items } = gathered(['texts > one', 'more > needed'], once({ texts, more }))
          expect(items).toEqual(
            Array.from({ length: Math.max(texts.length, more.length) }, (_, item) => ({
              other: 'own',
              one: texts[Math.min(item, texts.length - 1)],
              needed: more[Math.min(item, more.length - 1)],
            })),
          )
        },
      ),
    )
  })

  test('fills in the default for an item that is missing, without moving the others', () => {
    expect(gathered(['text > other'], fanned({ text: ['a', null, 'c'] })).items).toEqual([
      { other: 'a' },
      { other: 'own' },
      { other: 'c' },
    ])
  })

  test('of literals that a bypassed node passes on is run over as well', () => {
    const planned = plan(
      workflowOf(
        { l: { type: 'test/frames', mode: 'bypassed', values: { words: ['a', 'b'] } }, to: 'test/sink' },
        ['l.words > to.one'],
      ),
      testRegistry(
        sink,
        defineNode({
          type: 'test/frames',
          title: 'F',
          category: 'Test',
          inputs: { words: listOf(text('W')) },
          outputs: { words: listOf(text('W')) },
          run: (inputs) => inputs,
        }),
      ),
    )
    const [step] = planned.steps
    expect(step && gather(step, [], (input) => input.literal)).toEqual({
      fanned: true,
      items: [
        { one: 'a', other: 'own' },
        { one: 'b', other: 'own' },
      ],
    })
  })
})

describe('what a port does not take', () => {
  test.each<[string, () => unknown, string]>([
    [
      'a text too long',
      () => gathered(['text > short'], once({ text: 'long' })),
      'Short: has 4 characters; at most 3 are allowed',
    ],
    [
      'one item too long',
      () => gathered(['texts > short'], once({ texts: ['ok', 'long'] })),
      'Short (item 2): has 4 characters; at most 3 are allowed',
    ],
    [
      'a list too long',
      () => gathered(['texts > many'], once({ texts: ['a', 'b', 'c', 'd'] })),
      'Many: has 4 items; at most 3 are allowed',
    ],
    [
      'a picture too narrow',
      () => gathered(['image > picture'], once({ image: fakeMedia(1) })),
      'Picture: too narrow',
    ],
    [
      'one picture of many too narrow',
      () =>
        gathered(
          ['images > picture'],
          once({ images: [fakeMedia(1, 'image', { width: 65 }), fakeMedia(2)] }),
        ),
      'Picture (item 2): too narrow',
    ],
    [
      'a seed that asks for a draw',
      () => gathered(['number > seed'], once({ number: -1 })),
      'Seed: -1 would have the engine draw a seed; give it one from 0',
    ],
    [
      'a seed that asks for a draw, among others',
      () => gathered(['number > seed'], fanned({ number: [3, -1] })),
      'Seed (item 2): -1 would have the engine draw a seed; give it one from 0',
    ],
    [
      'nothing',
      () => gathered(['image > image'], once({}), { type: 'test/strict' }),
      'Image: nothing came from image',
    ],
    [
      'null',
      () => gathered(['image > image'], once({ image: null }), { type: 'test/strict' }),
      'Image: nothing came from image',
    ],
    [
      'nothing for one item',
      () => gathered(['image > image'], fanned({ image: [fakeMedia(1), null] }), { type: 'test/strict' }),
      'Image (item 2): nothing came from image',
    ],
    [
      'a list with a gap',
      () => gathered(['text > many'], fanned({ text: ['a', null] })),
      'Many (item 2): nothing came from text',
    ],
  ])('is told with port and item before anything is started: %s', (_, run, message) => {
    expect(refusal(run)).toEqual(invalid(message))
  })
})

describe('a picture that stands in the file', () => {
  const literal: NodeFields = { type: 'test/sink', values: { picture: { file: 'a.png' } } }

  test('is measured once it is known', () => {
    const narrow: Values = { picture: fakeMedia(1) }
    const wide: Values = { picture: fakeMedia(1, 'image', { width: 65 }) }
    expect(refusal(() => gathered([], once({}), literal, narrow))).toEqual(invalid('Picture: too narrow'))
    expect(gathered([], once({}), literal, wide).items).toEqual([{ other: 'own', ...wide }])
  })

  test('is not measured where it stays an address: the engine will', () => {
    const address: Values = { picture: 'https://pictures.example/a.png' }
    expect(gathered([], once({}), literal, address).items).toEqual([{ other: 'own', ...address }])
  })
})

describe('a seed that stands in the file', () => {
  test('must have been drawn', () => {
    expect(refusal(() => gathered([], once({}), { type: 'test/sink', values: { seed: -1 } }))).toEqual(
      invalid('Seed: -1 would have the engine draw a seed; give it one from 0'),
    )
    expect(gathered([], once({}), { type: 'test/sink', values: { seed: 4 } }).items).toEqual([
      { other: 'own', seed: 4 },
    ])
  })
})

describe('results of many items', () => {
  const [step] = plan(
    workflowOf({ s: { type: 'test/strict', values: { image: { file: 'a.png' } } } }),
    registry,
  ).steps
  const put = (results: readonly (Values | undefined)[]): Values => {
    if (step === undefined) throw new Error('nothing was planned')
    return combine(step, results)
  }

  test('stand in lists at the places of their items, with null where one failed', () => {
    const a = fakeMedia(1)
    const c = fakeMedia(3)
    expect(put([{ image: a, words: ['x'] }, undefined, { image: c, words: [] }])).toEqual({
      image: [a, null, c],
      words: ['x', null],
    })
  })

  test('that are lists themselves are laid end to end, never lists of lists', () => {
    fc.assert(
      fc.property(fc.array(fc.array(fc.string())), (lists) => {
        const results = lists.map((words) => ({ image: fakeMedia(0), words }))
        expect(put(results)).toEqual({ image: results.map(() => fakeMedia(0)), words: lists.flat() })
      }),
    )
  })

  test('that do not have an output leave null at its place', () => {
    expect(put([{ words: [] }, { image: null, words: ['y'] }])).toEqual({ image: [null, null], words: ['y'] })
  })

  test('of no items are empty lists', () => {
    expect(put([])).toEqual({ image: [], words: [] })
  })

  test('run over again give each item its own place back', () => {
    fc.assert(
      fc.property(fc.array(fc.string(), { minLength: 1 }), (texts) => {
        const values: readonly Value[] = texts
        const { items } = gathered(['text > one'], fanned({ text: values }))
        expect(items.map((item) => item['one'])).toEqual(texts)
      }),
    )
  })
})
