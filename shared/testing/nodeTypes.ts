import type { NodeType } from '../nodes/defineNode.ts'
import { defineNode } from '../nodes/defineNode.ts'
import type { Registry } from '../nodes/registry.ts'
import { createRegistry } from '../nodes/registry.ts'
import {
  any,
  choice,
  image,
  integer,
  json,
  listOf,
  mask,
  optional,
  same,
  seed,
  text,
  withDefault,
} from '../ports/port.ts'

const words = { title: 'Test', category: 'Test' }

/** Outputs its own text. */
export const textNode = defineNode({
  ...words,
  type: 'test/text',
  title: 'Text',
  inputs: { text: text('Text') },
  outputs: { text: text('Text') },
  makes: ({ text: given }) => ({ text: given }),
})

/** Joins two texts; the second is optional. */
export const joinNode = defineNode({
  ...words,
  type: 'test/join',
  title: 'Join',
  inputs: { first: text('First'), second: withDefault(text('Second'), '') },
  outputs: { text: text('Text') },
  makes: ({ first, second }) => ({ text: `${first}${second}` }),
})

/** One list item per line of its text; no items for an empty text. */
export const linesNode = defineNode({
  ...words,
  type: 'test/lines',
  title: 'Lines',
  inputs: { text: withDefault(text('Text'), '') },
  outputs: { lines: listOf(text('Line')) },
  makes: ({ text: given }) => ({ lines: given === '' ? [] : given.split('\n') }),
})

/** Passes a list of texts on. */
export const wordsNode = defineNode({
  ...words,
  type: 'test/words',
  title: 'Words',
  inputs: { words: listOf(text('Words')) },
  outputs: { words: listOf(text('Words')) },
  makes: ({ words: given }) => ({ words: given }),
})

/** Takes a list as a whole. */
export const countNode = defineNode({
  ...words,
  type: 'test/count',
  title: 'Count',
  inputs: { items: listOf(any('Items')) },
  outputs: { count: integer('Count') },
  makes: ({ items }) => ({ count: items.length }),
})

/** Passes on any value, like a reroute or a preview. */
export const passNode = defineNode({
  ...words,
  type: 'test/pass',
  title: 'Pass',
  inputs: { value: any('Value') },
  outputs: { value: same('Value', 'value') },
  passes: { value: 'value' },
  makes: ({ value }) => ({ value }),
})

/** One item of a list of any kind. */
export const pickNode = defineNode({
  ...words,
  type: 'test/pick',
  title: 'Pick',
  byPlace: true,
  inputs: { items: listOf(any('Items')), index: withDefault(integer('Index'), 0) },
  outputs: { item: same('Item', 'items') },
  makes: ({ items, index }) => ({ item: items[index] }),
})

export const numberNode = defineNode({
  ...words,
  type: 'test/number',
  title: 'Number',
  inputs: { number: integer('Number') },
  outputs: { number: integer('Number') },
  makes: ({ number: given }) => ({ number: given }),
})

/** Takes a picture and an optional mask; outputs a picture. */
export const paintNode = defineNode({
  ...words,
  type: 'test/paint',
  title: 'Paint',
  inputs: { image: image('Image'), mask: optional(mask('Mask')) },
  outputs: { image: image('Image') },
  run: ({ image: given }) => ({ image: given }),
})

/** Has a seed and optional data. */
export const seedNode = defineNode({
  ...words,
  type: 'test/seed',
  title: 'Seed',
  inputs: { seed: withDefault(seed('Seed'), 0), data: optional(json('Data')) },
  outputs: { seed: integer('Seed') },
  makes: ({ seed: given }) => ({ seed: given }),
})

/** Takes one of two words and outputs it. */
export const shapeNode = defineNode({
  ...words,
  type: 'test/shape',
  title: 'Shape',
  inputs: { shape: choice('Shape', ['round', 'square']) },
  outputs: { shape: choice('Shape', ['round', 'square']) },
  makes: ({ shape }) => ({ shape }),
})

/** Is only shown on the canvas and never runs. */
export const noteNode = defineNode({
  ...words,
  type: 'test/note',
  title: 'Note',
  inert: true,
  inputs: { text: withDefault(text('Text'), '') },
  outputs: {},
  run: () => ({}),
})

/** Outputs its text in capitals, for a quarter of a dollar, and fails for the texts named here. */
export const pickyNode = (...refused: readonly string[]): NodeType =>
  defineNode({
    ...words,
    type: 'test/picky',
    title: 'Picky',
    inputs: { text: text('Text') },
    outputs: { text: text('Text') },
    run({ text: given }, context) {
      context.spent(0.25)
      if (refused.includes(given)) throw new Error(`no ${given}`)
      return { text: given.toUpperCase() }
    },
  })

export const testNodes: readonly NodeType[] = [
  textNode,
  joinNode,
  linesNode,
  wordsNode,
  countNode,
  passNode,
  pickNode,
  numberNode,
  paintNode,
  seedNode,
  shapeNode,
  noteNode,
]

/** The node types above, and those that a test adds. */
export const testRegistry = (...more: readonly NodeType[]): Registry =>
  createRegistry([...testNodes, ...more])
