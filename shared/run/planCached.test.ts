import { expect, test } from 'vitest'
import { defineNode } from '../nodes/defineNode.ts'
import { image, integer, listOf, optional, text, withDefault } from '../ports/port.ts'
import { testRegistry } from '../testing/nodeTypes.ts'
import { workflowOf } from '../testing/workflow.ts'
import { plan } from './plan.ts'

const asset = { asset: 'a'.repeat(64) }

const load = defineNode({
  type: 'test/load',
  title: 'Load',
  category: 'Test',
  inputs: { image: image('Image') },
  outputs: { image: image('Image'), words: text('Words') },
  passes: { image: 'image' },
  run: ({ image }) => ({ image, words: '' }),
})

const make = defineNode({
  type: 'test/make',
  title: 'Make',
  category: 'Test',
  inputs: { image: optional(image('Image')) },
  outputs: { image: image('Image') },
  run: () => {
    throw new Error('is never run here')
  },
})

const whole = defineNode({
  type: 'test/whole',
  title: 'Whole',
  category: 'Test',
  inputs: { number: withDefault(integer('Number'), 3) },
  outputs: { number: integer('Number') },
  passes: { number: 'number' },
  run: (inputs) => inputs,
})

/** Says of each input whether it is known. */
const telling = defineNode({
  type: 'test/telling',
  title: 'Telling',
  category: 'Test',
  inputs: {
    image: optional(image('Image')),
    number: optional(integer('Number')),
    text: optional(text('Text')),
    many: optional(listOf(image('Many'))),
  },
  outputs: {},
  check: (inputs) => JSON.stringify(inputs),
  run: () => ({}),
})

const registry = testRegistry(load, make, whole, telling)

const knownInputs = (
  nodes: Parameters<typeof workflowOf>[0],
  edges: Parameters<typeof workflowOf>[1],
): unknown => {
  const { problems } = plan(workflowOf({ ...nodes, end: 'test/telling' }, edges), registry)
  expect(problems).toEqual([
    expect.objectContaining({
      code: 'value',
      node: 'end',
      path: ['nodes', Object.keys(nodes).length, 'values'],
    }),
  ])
  return JSON.parse(problems[0]?.message ?? '')
}

const loaded = { type: 'test/load', values: { image: asset } }

test.each<[string, Parameters<typeof knownInputs>, unknown]>([
  ['what stands in the file is known', [{ a: loaded }, ['a.image > end.image']], { image: asset }],
  [
    'also through several nodes that pass it on',
    [
      { a: loaded, b: 'test/load', c: 'test/load' },
      ['a.image > b.image', 'b.image > c.image', 'c.image > end.image'],
    ],
    { image: asset },
  ],
  ['a default is known, too', [{ a: 'test/whole' }, ['a.number > end.number']], { number: 3 }],
  ['what is made is not', [{ a: loaded, b: 'test/make' }, ['a.image > b.image', 'b.image > end.image']], {}],
  ['nor an output that is none of its inputs', [{ a: loaded }, ['a.words > end.text']], {}],
  ['nor what is converted on its way', [{ a: 'test/whole' }, ['a.number > end.text']], {}],
])('%s', (_, given, known) => {
  expect(knownInputs(...given)).toEqual(known)
})
