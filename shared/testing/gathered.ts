import { defineNode } from '../nodes/defineNode.ts'
import { image, integer, json, listOf, lora, mask, optional, seed, text, withDefault } from '../ports/port.ts'
import type { Values } from '../ports/value.ts'
import { formatProblem } from '../problems/problem.ts'
import type { Delivered, Gathered } from '../run/gather.ts'
import { gather } from '../run/gather.ts'
import { plan } from '../run/plan.ts'
import { fakeMedia } from './media.ts'
import { testRegistry } from './nodeTypes.ts'
import type { NodeFields } from './workflow.ts'
import { workflowOf } from './workflow.ts'

/** Has an output of every kind, single and list, so that a test can deliver anything. */
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
    loras: listOf(lora('Ls')),
  },
  run: () => ({
    text: '',
    texts: [],
    more: [],
    number: 0,
    image: fakeMedia(0),
    images: [],
    json: null,
    loras: [],
  }),
})

/** Has an input of every kind, single and list. */
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
    pictures: optional(
      listOf(
        image('Pictures', {
          limits: { pictures: [{ measure: 'width', side: 'above', bound: 64, words: 'too narrow' }] },
        }),
      ),
    ),
    loras: optional(listOf(lora('LoRAs', { limits: { maximum: 4 } }))),
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

/** One node type with every output, and two with every input. */
export const uploads = testRegistry(source, sink, strict)

/** What the step of node `to` gathers when `from` delivers these outputs; cables as `output > input`. */
export function gathered(
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
    uploads,
  )
  if (planned.problems.length > 0) throw new Error(planned.problems.map(formatProblem).join('\n'))
  const step = planned.steps.find(({ node }) => node.id === 'to')
  if (step === undefined) throw new Error('nothing was planned')
  const byStep = planned.steps.map(({ node }) => (node.id === 'from' ? delivered : undefined))
  return gather(step, byStep, (input) => literals[input.name] ?? input.literal)
}

export const once = (outputs: Values): Delivered => ({ outputs, fanned: false })
export const fanned = (outputs: Values): Delivered => ({ outputs, fanned: true })
