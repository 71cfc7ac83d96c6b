import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { NodeMode } from '../document/workflow.ts'
import { ids, planOf, planRegistry, problemTexts } from '../testing/planOf.ts'
import { say, workflowOf } from '../testing/workflow.ts'

describe('a plan', () => {
  test('has a step per node in dependency order, each with where its inputs come from and what it feeds', () => {
    const workflow = workflowOf({ j: { type: 'test/join', values: { second: '!' } }, t: say('hello') }, [
      't.text > j.first',
    ])
    const { steps, problems, notices, muted } = planOf(workflow)
    expect({ problems, notices, muted }).toEqual({ problems: [], notices: [], muted: [] })
    expect(steps).toEqual([
      {
        node: workflow.nodes[1],
        type: planRegistry.get('test/text'),
        inputs: [
          {
            name: 'text',
            port: planRegistry.get('test/text')?.inputs['text'],
            source: null,
            literal: 'hello',
            each: false,
          },
        ],
        waits: 0,
        feeds: [1],
      },
      {
        node: workflow.nodes[0],
        type: planRegistry.get('test/join'),
        inputs: [
          {
            name: 'first',
            port: planRegistry.get('test/join')?.inputs['first'],
            source: { step: 0, output: 'text', list: false, conversion: null, checked: false },
            literal: undefined,
            each: false,
          },
          {
            name: 'second',
            port: planRegistry.get('test/join')?.inputs['second'],
            source: null,
            literal: '!',
            each: false,
          },
        ],
        waits: 1,
        feeds: [],
      },
    ])
  })

  test('counts a node that feeds another twice as two cables to wait for', () => {
    const { steps } = planOf(
      workflowOf({ t: say('a'), j: 'test/join' }, ['t.text > j.first', 't.text > j.second']),
    )
    expect(steps.map(({ waits, feeds }) => ({ waits, feeds }))).toEqual([
      { waits: 0, feeds: [1, 1] },
      { waits: 2, feeds: [] },
    ])
  })

  test('leaves out what is only shown on the canvas', () => {
    expect(ids(planOf(workflowOf({ n: 'test/note', t: say('a') })))).toEqual(['t'])
  })

  test('of an empty workflow is empty', () => {
    expect(planOf(workflowOf({}))).toMatchObject({ steps: [], problems: [], notices: [], muted: [] })
  })

  test('of 100,000 nodes in a row is made without recursion, each of them like the one before', () => {
    const count = 100_000
    const names = Array.from({ length: count }, (_, index) => `p${index}`)
    const workflow = workflowOf(
      { t: say('a'), ...Object.fromEntries(names.map((id) => [id, 'test/pass'])) },
      ['t.text > p0.value', ...names.slice(1).map((id, index) => `p${index}.value > ${id}.value`)],
    )
    const { steps, problems } = planOf(workflow)
    expect({ length: steps.length, problems }).toEqual({ length: count + 1, problems: [] })
  })
})

describe('the targets of a run', () => {
  const diamond = workflowOf(
    { a: say('a'), b: 'test/join', c: 'test/join', d: 'test/join', e: 'test/join' },
    ['a.text > b.first', 'a.text > c.first', 'b.text > d.first', 'c.text > d.second', 'a.text > e.first'],
  )

  test('are run with all that they need and nothing else', () => {
    expect(ids(planOf(diamond, ['d']))).toEqual(['a', 'b', 'c', 'd'])
    expect(ids(planOf(diamond, ['b', 'e', 'b']))).toEqual(['a', 'b', 'e'])
    expect(ids(planOf(diamond))).toEqual(['a', 'b', 'c', 'e', 'd'])
    expect(ids(planOf(diamond, []))).toEqual([])
  })

  test('run even while other parts of the workflow are incomplete', () => {
    const workflow = workflowOf({ t: say('a'), j: 'test/join', g: 'gone/node' })
    expect(problemTexts(planOf(workflow, ['t']))).toEqual([])
    expect(problemTexts(planOf(workflow))).toEqual([
      'nodes[1].values.first: First is needed: give it a value or connect something to it',
      'nodes[2].type: the node type "gone/node" is unknown',
    ])
  })

  test.each<[string, string, string]>([
    ['is not there', 'nobody', 'there is no node "nobody" to run'],
    ['is muted', 'm', 'nodes[0].mode: is asked for and muted'],
    ['is bypassed', 'b', 'nodes[1].mode: is asked for and bypassed'],
    ['only stands on the canvas', 'n', 'nodes[2]: is asked for and has nothing to run'],
  ])('are refused where one %s', (_, target, message) => {
    const workflow = workflowOf({
      m: say('a', { mode: 'muted' }),
      b: say('a', { mode: 'bypassed' }),
      n: 'test/note',
    })
    expect(problemTexts(planOf(workflow, [target]))).toEqual([message])
  })

  test('behind a bypassed node do not run, and pay for, what it does not pass on', () => {
    const workflow = workflowOf(
      {
        i: { type: 'test/paint', values: { image: { file: 'a.png' } } },
        m: { type: 'test/paint', values: { image: { file: 'b.png' } } },
        b: { type: 'test/paint', mode: 'bypassed' },
        t: 'test/paint',
      },
      ['i.image > b.image', 'm.image > b.mask', 'b.image > t.image'],
    )
    expect(ids(planOf(workflow, ['t']))).toEqual(['i', 't'])
  })

  test('behind a muted node do not run, and pay for, what feeds only that', () => {
    const workflow = workflowOf(
      { a: say('a'), m: { type: 'test/join', mode: 'muted' }, t: 'test/join', x: say('x') },
      ['a.text > m.first', 'x.text > t.first', 'm.text > t.second'],
    )
    expect(planOf(workflow, ['t'])).toMatchObject({ muted: [{ node: 'm', of: 'm' }] })
    expect(ids(planOf(workflow, ['t']))).toEqual(['x', 't'])
  })
})

describe('a graph that cannot be sorted', () => {
  test('has no steps, and its problems with ids and edges are reported with the cycle', () => {
    const workflow = workflowOf({ a: 'test/join', b: 'test/join' }, [
      'a.text > b.first',
      'b.text > a.first',
      'a.text > c.x',
    ])
    const planned = planOf(workflow)
    expect(planned.steps).toEqual([])
    expect(planned.problems.map(({ code }) => code)).toEqual(['dangling-edge', 'cycle'])
  })
})

test('whatever is muted and bypassed, no step waits for one that does not exist or comes later', () => {
  const modes = fc.constantFrom<NodeMode>('active', 'active', 'muted', 'bypassed')
  const nodes = fc.array(fc.tuple(modes, fc.option(fc.nat()), fc.option(fc.nat())), {
    minLength: 1,
    maxLength: 25,
  })
  fc.assert(
    fc.property(nodes, fc.boolean(), (sketches, everything) => {
      const edges: string[] = []
      sketches.forEach(([, first, second], index) => {
        if (index > 0 && first !== null) edges.push(`n${first % index}.text > n${index}.first`)
        if (index > 0 && second !== null) edges.push(`n${second % index}.text > n${index}.second`)
      })
      const workflow = workflowOf(
        Object.fromEntries(
          sketches.map(([mode], index) => [`n${index}`, { type: 'test/join', mode, values: { first: 'x' } }]),
        ),
        edges,
      )
      const planned = planOf(workflow, everything ? undefined : [`n${sketches.length - 1}`])
      planned.steps.forEach((step, index) => {
        const sources = step.inputs.flatMap((input) => input.source?.step ?? [])
        expect(step.waits).toBe(sources.length)
        for (const source of sources) {
          expect(source).toBeLessThan(index)
          expect(planned.steps[source]?.feeds.filter((next) => next === index)).toHaveLength(
            sources.filter((other) => other === source).length,
          )
        }
      })
      expect(new Set(planned.steps.map((step) => step.node.id)).size).toBe(planned.steps.length)
      expect(planned.steps.every((step) => (step.node.mode ?? 'active') === 'active')).toBe(true)
    }),
  )
})
