import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { NodeType } from '../nodes/defineNode.ts'
import { createRegistry } from '../nodes/registry.ts'
import { listOf, optional, text } from '../ports/port.ts'
import type { Value, Values } from '../ports/value.ts'
import { isList } from '../ports/value.ts'
import { fakeResults, fakeServices } from '../testing/fakeServices.ts'
import { linesNode } from '../testing/nodeTypes.ts'
import { startRun } from '../testing/startRun.ts'
import type { NodeFields } from '../testing/workflow.ts'
import { lines, workflowOf } from '../testing/workflow.ts'

/** A node of a random chain: `split` makes two texts of each, `pair` uses two sources, `whole` takes a list. */
interface Sketch {
  readonly kind: 'each' | 'split' | 'pair' | 'whole'
  readonly first: number
  readonly second: number
  readonly allOrNothing: boolean
}

type Kind = Sketch['kind']

const workOf = ({ node, first, second, all }: Values): string => JSON.stringify([node, first, second, all])

/** What a node makes of one set of inputs, unless it fails. */
function make(kind: Kind, inputs: Values): Value {
  const own = workOf(inputs).replaceAll('"', '')
  return kind === 'split' ? [`${own}0`, `${own}1`] : own
}

/** Whether work fails this time: decided by what it is, so that a reference can tell. */
type Fails = (work: string) => boolean

function worker(kind: Kind, fails: Fails, onDone: (work: string) => void): NodeType {
  const node = text('Node')
  const first = text('First')
  return {
    type: `test/${kind}`,
    title: kind,
    category: 'Test',
    keywords: [],
    help: '',
    inputs: kind === 'whole' ? { node, all: listOf(first) } : { node, first, second: optional(first) },
    outputs: { out: kind === 'split' ? listOf(text('Out')) : text('Out') },
    where: 'remote',
    version: 1,
    effect: false,
    inert: false,
    run(inputs) {
      const work = workOf(inputs)
      if (fails(work)) throw new Error(work)
      onDone(work)
      return { out: make(kind, inputs) }
    },
  }
}

const START = 'l'
const idOf = (number: number, before: number): string => {
  const source = number % (before + 1)
  return source === 0 ? START : `n${source - 1}`
}

const portOf = (id: string): string => (id === START ? 'lines' : 'out')

function flowOf(sketches: readonly Sketch[]) {
  const edges: string[] = []
  const nodes = sketches.map(({ kind, first, second, allOrNothing }, index): [string, NodeFields] => {
    const [one, other] = [idOf(first, index), idOf(second, index)]
    edges.push(`${one}.${portOf(one)} > n${index}.${kind === 'whole' ? 'all' : 'first'}`)
    if (kind === 'pair') edges.push(`${other}.${portOf(other)} > n${index}.second`)
    return [
      `n${index}`,
      { type: `test/${kind}`, values: { node: `n${index}` }, ...(allOrNothing && { allOrNothing }) },
    ]
  })
  return workflowOf({ [START]: lines('a\nb\nc\nd'), ...Object.fromEntries(nodes) }, edges)
}

/** A list with `null` at each gap, or one value; undefined: nothing is delivered. */
type Made = readonly (Value | null)[] | Value | undefined

/** Which split lost an item of a list that is delivered, and how many of its items come before that. */
interface Loss {
  readonly by: string
  readonly before: number
}

/** What each node delivers, computed node by node without a scheduler. */
function referenceOf(sketches: readonly Sketch[], fails: Fails): ReadonlyMap<string, Made> {
  const made = new Map<string, Made>([[START, ['a', 'b', 'c', 'd']]])
  const losses = new Map<string, Loss | undefined>()
  for (const [index, { kind, first, second, allOrNothing }] of sketches.entries()) {
    const node = `n${index}`
    const ids = [idOf(first, index), ...(kind === 'pair' ? [idOf(second, index)] : [])]
    const sources = ids.map((id) => made.get(id))
    const lost = ids.map((id) => losses.get(id))
    const unpaired = unpairedFrom(sources, lost)
    const own = sources.includes(undefined)
      ? undefined
      : deliver({ node, kind, allOrNothing, unpaired }, sources, fails)
    made.set(node, own)
    const gap = isList(own) ? own.indexOf(null) : -1
    losses.set(node, kind === 'split' && gap >= 0 ? { by: node, before: gap } : earliest(lost))
  }
  return made
}

const earliest = (losses: readonly (Loss | undefined)[]): Loss | undefined =>
  losses.toSorted((one, other) => (one?.before ?? Infinity) - (other?.before ?? Infinity))[0]

/** From which item on the sources do not belong together: a split lost an item of one, and of the other it did not. */
function unpairedFrom(
  [one, other]: readonly Made[],
  [lost, otherLost]: readonly (Loss | undefined)[],
): number {
  if (!isList(one) || !isList(other)) return Infinity
  if (lost !== undefined && lost.by === otherLost?.by) return Infinity
  const ends = [one, other].map((list, at) => ([lost, otherLost][at] === undefined ? list.length : Infinity))
  const before = earliest([lost, otherLost])?.before ?? Infinity
  return Math.min(...ends) <= before + 1 ? Infinity : before
}

function deliver(
  {
    node,
    kind,
    allOrNothing,
    unpaired,
  }: Pick<Sketch, 'kind' | 'allOrNothing'> & { readonly node: string; readonly unpaired: number },
  [one, other]: readonly Made[],
  fails: Fails,
): Made {
  const run = (inputs: Values): Value | null => (fails(workOf(inputs)) ? null : make(kind, inputs))
  if (kind === 'whole') {
    const list: readonly (Value | null)[] = Array.isArray(one) ? one : [one ?? null]
    const all = list.filter((item) => item !== null)
    if (all.length === 0 || (allOrNothing && all.length < list.length)) return undefined
    return run({ node, all }) ?? undefined
  }
  const lists = [one, other].filter((source) => Array.isArray(source))
  const at = (source: Made, item: number): Value | null | undefined =>
    isList(source) ? source[Math.min(item, source.length - 1)] : source
  const inputsAt = (item: number): Values | null => {
    const [a, b] = [at(one, item), at(other, item)]
    return a === null || b === null || a === undefined || item >= unpaired
      ? null
      : { node, first: a, ...(b !== undefined && { second: b }) }
  }
  if (lists.length === 0) return run(inputsAt(0) ?? {}) ?? undefined
  const inputs = Array.from({ length: Math.max(...lists.map(({ length }) => length)) }, (_, item) =>
    inputsAt(item),
  )
  if (allOrNothing && inputs.includes(null)) return undefined
  const outputs = inputs.map((each) => (each === null ? null : run(each)))
  if (outputs.every((output) => output === null) || (allOrNothing && outputs.includes(null))) return undefined
  return kind === 'split'
    ? outputs.flatMap((output): readonly (Value | null)[] =>
        isList(output ?? undefined) ? (output as Value[]) : [output],
      )
    : outputs
}

const sketch: fc.Arbitrary<Sketch> = fc.record({
  kind: fc.constantFrom('each', 'each', 'split', 'pair', 'whole'),
  first: fc.nat(),
  second: fc.nat(),
  allOrNothing: fc.nat(5).map((number) => number === 0),
})

/** About one in three fails, drawn again in each round; from the last one on nothing does. */
const failsIn =
  (seed: number, round: number, rounds: number): Fails =>
  (work) => {
    if (round >= rounds) return false
    let hash = seed + round * 7919
    for (const character of work) hash = (hash * 31 + (character.codePointAt(0) ?? 0)) % 1_000_003
    return hash % 3 === 0
  }

test('whichever items fail how often, the others keep their positions, and nothing that succeeded is done again', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(sketch, { minLength: 1, maxLength: 6 }), fc.nat(), async (sketches, seed) => {
      const services = fakeServices({ results: fakeResults() })
      const done = new Map<string, number>()
      const rounds = 3
      const states: string[] = []
      for (let round = 0; round <= rounds; round++) {
        const fails = failsIn(seed, round, rounds)
        // What has succeeded once is cached, and cannot fail any more.
        const before = new Set(done.keys())
        const failsNow: Fails = (work) => !before.has(work) && fails(work)
        const onDone = (work: string): void => void done.set(work, (done.get(work) ?? 0) + 1)
        const types = (['each', 'split', 'pair', 'whole'] as const).map((kind) => worker(kind, fails, onDone))
        const started = startRun(flowOf(sketches), createRegistry([linesNode, ...types]), { services })
        const { outputs, state } = await started.done
        states.push(state)
        const expected = [...referenceOf(sketches, failsNow)].flatMap(([node, made]) =>
          made === undefined ? [] : [[node, { [portOf(node)]: made }] as const],
        )
        expect(outputs).toEqual(Object.fromEntries(expected))
      }
      expect([...done.values()].filter((times) => times > 1)).toEqual([])
      expect(states.at(-1)).toBe('done')
    }),
    { numRuns: 300 },
  )
})
