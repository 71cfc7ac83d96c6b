import type { Workflow } from '../document/workflow.ts'
import { endpointNode } from '../endpoint/endpointNode.ts'
import { defineNode } from '../nodes/defineNode.ts'
import {
  any,
  image,
  integer,
  listOf,
  lora,
  number,
  optional,
  same,
  text,
  withDefault,
} from '../ports/port.ts'
import { formatProblem } from '../problems/problem.ts'
import type { Plan } from '../run/plan.ts'
import { plan } from '../run/plan.ts'
import { testRegistry } from './nodeTypes.ts'

/** Like an endpoint that paints: a prompt, a picture, a strength, a seed. */
const paint = endpointNode({
  engine: 'runcomfy',
  modelId: 'acme/paint',
  title: 'Paint remotely',
  category: 'Test',
  input: {
    required: ['prompt', 'image_url'],
    properties: {
      prompt: { type: 'string' },
      image_url: { type: 'string' },
      strength: { type: 'float', minimum: 0, maximum: 1, default: 0.5 },
      size: { enum: ['square', 'auto'], default: 'auto' },
      note: { type: 'string' },
    },
  },
  outputs: ['image', 'images'],
})

/** Two numbers of which the first must not be above the second. */
const range = defineNode({
  type: 'test/range',
  title: 'Range',
  category: 'Test',
  inputs: { low: withDefault(integer('Low'), 0), high: integer('High'), scale: optional(number('Scale')) },
  outputs: {},
  check: ({ low, high }) =>
    low !== undefined && high !== undefined && low > high ? `${low} is above ${high}` : null,
  run: () => ({}),
})

const frames = defineNode({
  type: 'test/frames',
  title: 'Frames',
  category: 'Test',
  inputs: {
    images: listOf(image('Frames')),
    loras: optional(listOf(lora('LoRAs'))),
    titles: optional(listOf(text('T'))),
  },
  outputs: { images: listOf(image('Frames')), loras: listOf(lora('LoRAs')), titles: listOf(text('T')) },
  run: ({ images }) => ({ images, loras: [], titles: [] }),
})

/** Passes on any value; its input is optional. */
const maybe = defineNode({
  type: 'test/maybe',
  title: 'Maybe',
  category: 'Test',
  inputs: { value: optional(any('Value')) },
  outputs: { value: same('Value', 'value') },
  run: ({ value }) => ({ value: value ?? null }),
})

/** Needs a picture, and takes words. */
const both = defineNode({
  type: 'test/both',
  title: 'Both',
  category: 'Test',
  inputs: { image: image('Image'), words: optional(text('Words')) },
  outputs: { image: image('Image') },
  run: ({ image: given }) => ({ image: given }),
})

/** Has an effect outside, and passes its text on. */
const keeps = defineNode({
  type: 'test/keeps',
  title: 'Keeps',
  category: 'Test',
  effect: true,
  inputs: { text: text('Text') },
  outputs: { text: text('Text') },
  run: ({ text: given }) => ({ text: given }),
})

const defaults = defineNode({
  type: 'test/defaults',
  title: 'Defaults',
  category: 'Test',
  inputs: { in: withDefault(text('In'), 'words') },
  outputs: { out: text('Out') },
  run: ({ in: given }) => ({ out: given }),
})

const many = defineNode({
  type: 'test/many',
  title: 'Many',
  category: 'Test',
  inputs: { items: listOf(text('Items')) },
  outputs: { out: listOf(text('Out')) },
  run: ({ items }) => ({ out: items }),
})

export const planRegistry = testRegistry(paint, range, frames, maybe, both, keeps, defaults, many)

/** The plan of a workflow of tiny nodes, and in short: its steps by id, its problems as text. */
export const planOf = (workflow: Workflow, targets?: readonly string[]): Plan =>
  plan(workflow, planRegistry, targets)
export const ids = ({ steps }: Plan): readonly string[] => steps.map((step) => step.node.id)
export const problemTexts = ({ problems }: Plan): readonly string[] => problems.map(formatProblem)
