import { describe, expect, test } from 'vitest'
import { defineNode } from '../nodes/defineNode.ts'
import { integer, seed } from '../ports/port.ts'
import { testRegistry } from '../testing/nodeTypes.ts'
import { workflowOf } from '../testing/workflow.ts'
import { outlineOf } from './outline.ts'
import { planDrawn } from './planDrawn.ts'

/** A seed that must be drawn, because it has no default. */
const dice = defineNode({
  type: 'test/dice',
  title: 'Dice',
  category: 'Test',
  inputs: { seed: seed('Seed') },
  outputs: { seed: integer('Seed') },
  run: ({ seed: given }) => ({ seed: given }),
})
const registry = testRegistry(dice)
const drawn = { type: 'test/seed', values: { seed: 3 }, seedMode: 'increment' } as const
const used = { a: { seed: 3 }, b: { seed: 3 } }
const half = (): number => 0.5

describe('the seeds of a run', () => {
  test('are in the planned workflow', () => {
    const { plan, seeds } = planDrawn(workflowOf({ a: drawn, b: drawn }), { used }, registry, half)
    expect(seeds).toEqual({ a: { seed: 4 }, b: { seed: 4 } })
    expect(plan.workflow.nodes.map(({ values }) => values)).toEqual([{ seed: 4 }, { seed: 4 }])
    expect(plan.steps.map(({ inputs }) => inputs[0]?.literal)).toEqual([4, 4])
  })

  test.each([
    ['that are not asked for', { targets: ['b'] }, workflowOf({ a: drawn, b: drawn })],
    [
      'that are left out for what they lack',
      {},
      workflowOf({ a: drawn, b: drawn, c: 'test/pick' }, ['a.seed > c.index']),
    ],
  ])('of nodes %s do not change', (_, request, flow) => {
    const { plan, seeds } = planDrawn(flow, { ...request, used }, registry, half)
    expect(seeds).toEqual({ b: { seed: 4 } })
    expect(plan.workflow.nodes.slice(0, 2).map(({ values }) => values)).toEqual([{ seed: 3 }, { seed: 4 }])
  })

  test('are drawn before missing inputs are reported', () => {
    const { plan, seeds } = planDrawn(
      workflowOf({ a: { type: 'test/dice', seedMode: 'randomize' } }),
      { incomplete: 'refuse' },
      registry,
      half,
    )
    expect([plan.problems, Object.keys(seeds)]).toEqual([[], ['a']])
  })
})

test('an outline names what will run in order, which nodes end it, and what is left out', () => {
  const flow = workflowOf(
    {
      a: { type: 'test/pass', values: { value: 'x' } },
      b: 'test/pass',
      c: { type: 'test/text', title: 'Words' },
    },
    ['a.value > b.value'],
  )
  const { plan } = planDrawn(flow, {}, registry, half)
  expect(outlineOf(plan)).toEqual({
    nodes: [
      { node: 'a', title: 'Pass', last: false },
      { node: 'b', title: 'Pass', last: true },
    ],
    notices: [expect.objectContaining({ code: 'left-out', node: 'c', port: 'text' })],
  })
})
