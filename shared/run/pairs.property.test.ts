import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { NodeType } from '../nodes/defineNode.ts'
import { createRegistry } from '../nodes/registry.ts'
import { listOf, optional, text } from '../ports/port.ts'
import type { Values } from '../ports/value.ts'
import { fakeResults, fakeServices } from '../testing/fakeServices.ts'
import { linesNode } from '../testing/nodeTypes.ts'
import { startRun } from '../testing/startRun.ts'
import type { NodeFields } from '../testing/workflow.ts'
import { lines, workflowOf } from '../testing/workflow.ts'

/** A node over one to three outputs of earlier nodes: with more than one it makes pairs of their items. */
interface Sketch {
  /** `back`: how many nodes before this one. */
  readonly sources: readonly { readonly back: number; readonly output: number }[]
  readonly allOrNothing: boolean
}

interface Graph {
  /** The lengths of the lists that it begins with. */
  readonly starts: readonly number[]
  readonly sketches: readonly Sketch[]
}

const hashOf = (...words: readonly (string | number)[]): number => {
  let hash = 7
  for (const character of words.join('|')) hash = (hash * 31 + (character.codePointAt(0) ?? 0)) % 1_000_003
  return hash
}

const workOf = ({ node, first, second, third }: Values): string =>
  JSON.stringify([node, first, second, third])

const outputs = ['one', 'many', 'more'] as const

/** Makes one text and two lists of each set of inputs; how long those are depends on the inputs, for each of its own. */
function maker(fails: (work: string) => boolean, onDone: (work: string) => void): NodeType {
  return {
    type: 'test/make',
    title: 'Make',
    category: 'Test',
    keywords: [],
    help: '',
    inputs: {
      node: text('Node'),
      first: text('First'),
      second: optional(text('Second')),
      third: optional(text('Third')),
    },
    outputs: { one: text('One'), many: listOf(text('Many')), more: listOf(text('More')) },
    where: 'remote',
    version: 1,
    effect: false,
    inert: false,
    run(inputs) {
      const work = workOf(inputs)
      if (fails(work)) throw new Error(work)
      onDone(work)
      const own = `${work.slice(2, 4)}-${hashOf(work)}`
      const list = (name: string): string[] =>
        Array.from({ length: hashOf(name, work) % 3 }, (_, at) => `${own}-${name}${at}`)
      return { one: own, many: list('many'), more: list('more') }
    },
  }
}

function workflowFor({ starts, sketches }: Graph) {
  const nodes: [string, NodeFields][] = starts.map((length, index) => [
    `l${index}`,
    lines(Array.from({ length }, (_, at) => `l${index}-${at}`).join('\n')),
  ])
  const edges: string[] = []
  for (const [index, { sources, allOrNothing }] of sketches.entries()) {
    const id = `n${index}`
    for (const [at, { back, output }] of sources.entries()) {
      const [source = ''] = nodes[Math.max(0, nodes.length - 1 - back)] ?? []
      const from = source.startsWith('l') ? 'lines' : (outputs[output] ?? 'one')
      edges.push(`${source}.${from} > ${id}.${['first', 'second', 'third'][at] ?? ''}`)
    }
    nodes.push([id, { type: 'test/make', values: { node: id }, ...(allOrNothing && { allOrNothing }) }])
  }
  return workflowOf(Object.fromEntries(nodes), edges)
}

const source = fc.record({ back: fc.nat(3), output: fc.nat(2) })

const sources: fc.Arbitrary<Sketch['sources']> = fc.oneof(
  fc.tuple(source),
  fc.tuple(source, source),
  fc.tuple(source, source, source),
  // Two outputs of one node.
  fc
    .tuple(source, fc.integer({ min: 1, max: 2 }))
    .map(([one, step]) => [one, { back: one.back, output: (one.output + step) % 3 }]),
)

const graph: fc.Arbitrary<Graph> = fc.record({
  starts: fc.array(fc.constantFrom(0, 1, 2, 3, 3, 4, 4), { minLength: 1, maxLength: 2 }),
  sketches: fc.array(
    fc.record({
      sources,
      allOrNothing: fc.nat(7).map((number) => number === 0),
    }),
    { minLength: 2, maxLength: 5 },
  ),
})

const rounds = 3

/** Runs it until nothing fails any more: the work that was done in each round. Each node is a target of its own. */
async function runAll(sketch: Graph, fails: (work: string, round: number) => boolean) {
  const services = fakeServices({ results: fakeResults() })
  const done: string[][] = []
  let state = ''
  for (let round = 0; round <= rounds && state !== 'done'; round++) {
    const works: string[] = []
    const type = maker(
      (work) => round < rounds && fails(work, round),
      (work) => void works.push(work),
    )
    const targets = [...sketch.starts.keys()].map((index) => `l${index}`)
    const all = [...targets, ...[...sketch.sketches.keys()].map((index) => `n${index}`)]
    const started = startRun(workflowFor(sketch), createRegistry([linesNode, type]), {
      services,
      targets: all,
    })
    ;({ state } = await started.done)
    done.push(works)
  }
  return { state, done }
}

test('whichever items fail, no pair is run that a complete run would not have, and retries run the rest once', async () => {
  await fc.assert(
    fc.asyncProperty(graph, fc.nat(), async (sketch, seed) => {
      const whole = await runAll(sketch, () => false)
      const complete = new Set(whole.done.flat())
      const { state, done } = await runAll(sketch, (work, round) => hashOf(seed, round, work) % 4 === 0)
      for (const works of done) expect(works.filter((work) => !complete.has(work))).toEqual([])
      expect(done.flat().toSorted()).toEqual([...complete].toSorted())
      expect([whole.state, state]).toEqual(['done', 'done'])
    }),
    { numRuns: 1000 },
  )
})
