import { expect, test } from 'vitest'
import * as fc from 'fast-check'
import { readWorkflow } from './readWorkflow.ts'
import { CAPS, FORMAT, isForbiddenName, type Workflow } from './workflow.ts'
import { writeWorkflow } from './writeWorkflow.ts'

const name = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 10 })
  .filter((text) => !isForbiddenName(text))
const text = fc.string({ unit: 'grapheme', maxLength: 50 })
const number = fc.oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }))

const { json } = fc.letrec((tie) => ({
  json: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    text,
    number,
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('json'), { maxLength: 4 }),
    fc.dictionary(name, tie('json'), { maxKeys: 4, noNullPrototype: true }),
  ),
}))

/** The fields that a thing may have, in any order, among others that we do not know. */
const thing = (
  needed: Record<string, fc.Arbitrary<unknown>>,
  optional: Record<string, fc.Arbitrary<unknown>>,
) =>
  fc
    .tuple(
      fc.dictionary(fc.constantFrom('mine', 'zoom2', '7', 'Ω'), json, { maxKeys: 2, noNullPrototype: true }),
      fc.record({ ...needed, ...optional }, { requiredKeys: Object.keys(needed) }),
      fc.infiniteStream(fc.nat()),
    )
    .map(([unknown, known, order]) =>
      Object.fromEntries(
        Object.entries({ ...unknown, ...known })
          .map((entry) => ({ entry, rank: order.next().value as number }))
          .toSorted((one, other) => one.rank - other.rank)
          .map(({ entry }) => entry),
      ),
    )

const position = thing({ x: number, y: number }, {})
const size = thing({ width: number, height: number }, {})
const ref = thing({ node: name, port: name }, {})
const node = thing(
  { id: name, type: fc.oneof(fc.constant('local/text'), name), position },
  {
    values: fc.dictionary(name, json, { maxKeys: 4, noNullPrototype: true }),
    title: text,
    mode: fc.constantFrom('active', 'muted', 'bypassed'),
    seedMode: fc.constantFrom('fixed', 'increment', 'decrement', 'randomize'),
    collapsed: fc.boolean(),
    size,
  },
)
const file = thing(
  {
    format: fc.constant(FORMAT),
    version: fc.constant(1),
    nodes: fc.array(node, { maxLength: 3 }),
    edges: fc.array(thing({ id: name, from: ref, to: ref }, {}), { maxLength: 5 }),
  },
  {
    name: text,
    groups: fc.array(thing({ id: name, position, size }, { title: text, color: text }), { maxLength: 3 }),
    viewport: thing({ x: number, y: number, zoom: fc.double({ min: 0.1, max: 4, noNaN: true }) }, {}),
  },
)

test('a file that we wrote comes back byte for byte', () => {
  fc.assert(
    fc.property(file, (generated) => {
      const written = writeWorkflow(generated as Workflow) // made by the arbitrary to be one
      const read = readWorkflow(new TextEncoder().encode(written))
      expect(read.ok ? writeWorkflow(read.workflow) : read.problems).toBe(written)
    }),
    { numRuns: 500 },
  )
})

test('a file in another layout keeps its values and order', () => {
  fc.assert(
    fc.property(file, fc.constantFrom('', '\t', '    '), (generated, indent) => {
      const foreign = JSON.stringify(generated, null, indent)
      const read = readWorkflow(foreign)
      expect(read.ok ? JSON.stringify(read.workflow, null, indent) : read.problems).toBe(foreign)
    }),
  )
})

test('the longest texts and the deepest values come back', () => {
  const deep = `${'['.repeat(CAPS.depth - 2)}${']'.repeat(CAPS.depth - 2)}`
  const mine = { text: 'é'.repeat(CAPS.text / 2), deep: JSON.parse(deep) as unknown }
  const written = writeWorkflow({ format: FORMAT, version: 1, nodes: [], edges: [], mine })
  const read = readWorkflow(written)
  expect(read.ok && writeWorkflow(read.workflow)).toBe(written)
})
