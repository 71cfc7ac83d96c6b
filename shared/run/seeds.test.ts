import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Node, SeedMode, Workflow } from '../document/workflow.ts'
import { SeedMode as SeedModes } from '../document/workflow.ts'
import { endpointNode } from '../endpoint/endpointNode.ts'
import type { Json } from '../ports/value.ts'
import { testRegistry } from '../testing/nodeTypes.ts'
import type { NodeFields } from '../testing/workflow.ts'
import { workflowOf } from '../testing/workflow.ts'
import { drawSeeds, newSeeds } from './seeds.ts'

/** An endpoint whose seed has these bounds. */
const paint = (schema: Readonly<Record<string, Json>>) =>
  endpointNode({
    engine: 'runcomfy',
    modelId: 'acme/paint',
    title: 'Paint',
    category: 'Test',
    input: { properties: { seed: { type: 'integer', ...schema } } },
    outputs: ['image'],
  })

const node = (values: Node['values'], seedMode?: SeedMode, more: Partial<NodeFields> = {}): NodeFields => ({
  type: 'runcomfy/acme/paint',
  ...(values && { values }),
  ...(seedMode && { seedMode }),
  ...more,
})

/** For a node whose seed the previous run has used, by default. */
function draw(sketch: NodeFields, schema: Readonly<Record<string, Json>> = {}, random = 0.5, isUsed = true) {
  const seed = sketch.values?.['seed']
  const used = isUsed && typeof seed === 'number' ? { p: { seed } } : {}
  const registry = testRegistry(paint(schema))
  const { workflow, seeds } = drawSeeds(workflowOf({ p: sketch }), registry, () => random, undefined, used)
  return { seed: workflow.nodes[0]?.values?.['seed'], seeds }
}

describe('the seed of a run', () => {
  test.each<[SeedMode, number, number]>([
    ['fixed', 7, 7],
    ['increment', 7, 8],
    ['decrement', 7, 6],
    ['increment', 2 ** 31 - 1, 0],
    ['decrement', 0, 2 ** 31 - 1],
    ['randomize', 7, 2 ** 30],
    ['fixed', -1, 2 ** 30],
    ['increment', -1, 2 ** 30],
    ['decrement', -5, 2 ** 30],
  ])('in mode %s is after %i the number %i, which is reported', (mode, before, after) => {
    expect(draw(node({ seed: before }, mode))).toEqual({
      seed: after,
      seeds: before === after ? {} : { p: { seed: after } },
    })
  })

  test.each<[SeedMode, number, number]>([
    ['increment', 7, 7],
    ['decrement', 7, 7],
    ['randomize', 7, 2 ** 30],
    ['increment', -1, 2 ** 30],
  ])('that was typed in mode %s as %i is first used as %i', (mode, typed, used) => {
    expect(draw(node({ seed: typed }, mode), {}, 0.5, false).seed).toBe(used)
  })

  test('is drawn if the default asks the engine to draw it, so that the picture can be made again', () => {
    expect(draw(node(undefined), { minimum: -1, maximum: 100, default: -1 })).toEqual({
      seed: 50,
      seeds: { p: { seed: 50 } },
    })
  })

  test('follows its mode even if there was no seed before', () => {
    expect(draw(node(undefined, 'randomize'), {}, 0).seed).toBe(0)
    expect(draw(node(undefined, 'increment')).seed).toBe(0)
    expect(draw(node(undefined, 'fixed'))).toEqual({ seed: undefined, seeds: {} })
    expect(draw(node({ seed: null }, 'fixed'), { default: -1 }).seed).toBe(2 ** 30)
    for (const mode of ['increment', 'decrement'] as const)
      expect(draw(node(undefined, mode), { minimum: 2, maximum: 9 }).seed).toBe(2)
  })

  test.each<[SeedMode, number, number]>([
    ['increment', 0, 2],
    ['decrement', 0, 9],
    ['increment', 12, 2],
    ['decrement', 12, 9],
  ])('counts by %s from %i, which is outside 2 to 9, to %i', (mode, before, after) => {
    expect(draw(node({ seed: before }, mode), { minimum: 2, maximum: 9 }).seed).toBe(after)
  })

  test.each<[Json]>([['7'], [1.5], [[7]], [true], [{}]])(
    'is left for the plan to refuse where it is %j',
    (seed) => {
      expect(draw(node({ seed }, 'randomize'))).toEqual({ seed, seeds: {} })
    },
  )

  test.each<[string, Partial<NodeFields>]>([
    ['muted', { mode: 'muted' }],
    ['bypassed', { mode: 'bypassed' }],
    ['of no known type', { type: 'gone/node' }],
  ])('is left alone in a node that is %s', (_, more) => {
    expect(draw(node({ seed: -1 }, 'randomize', more))).toEqual({ seed: -1, seeds: {} })
  })

  test('is left alone if a cable feeds it', () => {
    const workflow = workflowOf({ n: 'test/number', p: node({ seed: -1 }, 'randomize') }, [
      'n.number > p.seed',
    ])
    expect(drawSeeds(workflow, testRegistry(paint({})), () => 0.5)).toEqual({ workflow, seeds: {} })
  })

  test('is drawn if the cable ends at another node or another port', () => {
    const workflow = workflowOf({ n: 'test/number', p: node({ seed: -1 }), q: node({ seed: -1 }) }, [
      'n.number > q.seed',
      'n.number > p.other',
    ])
    expect(drawSeeds(workflow, testRegistry(paint({})), () => 0.5).seeds).toEqual({ p: { seed: 2 ** 30 } })
  })

  test('changes nothing else of the workflow, and does not mutate it', () => {
    const before: Workflow = workflowOf({
      t: { type: 'test/text', values: { text: 'a' } },
      p: node({ seed: -1, other: 1 }),
    })
    const copy = structuredClone(before)
    const { workflow } = drawSeeds(before, testRegistry(paint({})), () => 0)
    expect(before).toEqual(copy)
    expect(workflow.nodes[0]).toBe(before.nodes[0])
    expect(workflow).toEqual({
      ...before,
      nodes: [before.nodes[0], { ...before.nodes[1], values: { seed: 0, other: 1 } }],
    })
  })
})

test("whatever was there, the seed for a run is an integer from 0, within its port's limits, the same for the same random numbers", () => {
  const bounds = fc
    .tuple(fc.integer({ min: -5, max: 1000 }), fc.integer({ min: 0, max: 1e6 }))
    .map(([minimum, more]) => ({
      minimum,
      maximum: Math.max(0, minimum) + more,
    }))
  fc.assert(
    fc.property(
      bounds,
      fc.constantFrom(...SeedModes.options),
      fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
      fc.option(fc.nat(1e6)),
      fc.boolean(),
      (schema, mode, random, offset, outside) => {
        // What is fixed and nothing, or outside, is the plan's to refuse.
        const moves = mode !== 'fixed'
        const far = moves && outside ? 2e6 : 0
        const before =
          offset === null && moves ? null : Math.min(schema.maximum, schema.minimum + (offset ?? 0)) + far
        const { seed } = draw(node({ seed: before }, mode), schema, random)
        expect(Number.isInteger(seed)).toBe(true)
        expect(Number(seed)).toBeGreaterThanOrEqual(Math.max(0, schema.minimum))
        expect(Number(seed)).toBeLessThanOrEqual(schema.maximum)
        expect(draw(node({ seed: before }, mode), schema, random).seed).toBe(seed)
      },
    ),
  )
})

test('counting up and then down comes back, at both ends of the range too', () => {
  fc.assert(
    fc.property(fc.nat(20), (before) => {
      const schema = { minimum: 0, maximum: 20 }
      const up = draw(node({ seed: before }, 'increment'), schema).seed ?? null
      expect(draw(node({ seed: up }, 'decrement'), schema).seed).toBe(before)
    }),
  )
})

test('random numbers reach both ends of the range, and none beyond', () => {
  const schema = { minimum: 3, maximum: 5 }
  const drawn = [0, 0.34, 0.67, 1 - Number.EPSILON].map(
    (random) => draw(node({ seed: 4 }, 'randomize'), schema, random).seed,
  )
  expect(drawn).toEqual([3, 4, 5, 5])
})

test('new seeds are drawn for the locked ones of the given nodes that run and have no cable', () => {
  const seed = { type: 'test/seed', values: { seed: 4 } }
  const workflow = workflowOf(
    {
      locked: seed,
      never: { type: 'test/seed' },
      random: { ...seed, seedMode: 'randomize' },
      muted: { ...seed, mode: 'muted' },
      fed: seed,
      other: seed,
      words: 'test/text',
    },
    ['locked.seed > fed.seed'],
  )
  const nodes = new Set(['locked', 'never', 'random', 'muted', 'fed', 'words'])
  expect(newSeeds(workflow, testRegistry(), () => 0.5, nodes)).toEqual({
    locked: { seed: 2 ** 30 },
    never: { seed: 2 ** 30 },
  })
})
