import { describe, expect, test } from 'vitest'
import type { Workflow } from '../document/workflow.ts'
import { defineNode } from '../nodes/defineNode.ts'
import { image, same } from '../ports/port.ts'
import { testRegistry } from '../testing/nodeTypes.ts'
import type { NodeFields, NodeSketch } from '../testing/workflow.ts'
import { workflowOf } from '../testing/workflow.ts'
import { buildGraph } from './graph.ts'
import type { Feed, Resolver } from './resolve.ts'
import { createResolver } from './resolve.ts'

interface Query {
  readonly type: (node: string, port: string) => ReturnType<Resolver['outputType']>
  readonly feed: (node: string, port: string) => Feed | undefined
}

const toned = defineNode({
  type: 'test/toned',
  title: 'Toned',
  category: 'Test',
  inputs: { image: image('Image') },
  outputs: { image: same('Image', 'image') },
  run: (inputs) => inputs,
})

function resolverOf(workflow: Workflow): Query {
  const { graph } = buildGraph(workflow)
  const resolver = createResolver(graph, testRegistry(toned))
  const at = (id: string): number => graph.indexOf.get(id) ?? -1
  return {
    type: (node, port) => resolver.outputType(at(node), port),
    feed: (node, port) => resolver.feedOf(at(node), port),
  }
}

const bypassed = (type: string, values: NonNullable<NodeFields['values']> = {}): NodeSketch => ({
  type,
  mode: 'bypassed',
  values,
})

describe('the type of an output that is like an input', () => {
  test('is the type of what is connected there, however many nodes away', () => {
    const { type } = resolverOf(
      workflowOf({ n: 'test/number', p: 'test/pass', q: 'test/pass' }, [
        'n.number > p.value',
        'p.value > q.value',
      ]),
    )
    expect(type('q', 'value')).toEqual({ kind: 'integer', list: false })
    expect(type('p', 'value')).toEqual({ kind: 'integer', list: false })
  })

  test('is the type of the input itself if that takes only one kind', () => {
    const { type } = resolverOf(workflowOf({ t: 'test/toned', p: 'test/pass' }, ['t.image > p.value']))
    expect(type('p', 'value')).toEqual({ kind: 'image', list: false })
  })

  test('is one or many by its own declaration', () => {
    const { type } = resolverOf(workflowOf({ l: 'test/lines', p: 'test/pick' }, ['l.lines > p.items']))
    expect(type('p', 'item')).toEqual({ kind: 'text', list: false })
    expect(type('l', 'lines')).toEqual({ kind: 'text', list: true })
  })

  test('keeps the choices of what comes in', () => {
    const { type } = resolverOf(workflowOf({ s: 'test/shape', p: 'test/pass' }, ['s.shape > p.value']))
    expect(type('p', 'value')).toEqual({ kind: 'text', list: false, choices: ['round', 'square'] })
  })

  test.each<[string, Workflow]>([
    ['nothing is connected', workflowOf({ p: 'test/pass' })],
    ['the node is of no known type', workflowOf({ p: 'gone/node' })],
    [
      'what is connected is of no known type',
      workflowOf({ g: 'gone/node', p: 'test/pass' }, ['g.x > p.value']),
    ],
    [
      'it goes round in a circle',
      workflowOf({ p: 'test/pass', q: 'test/pass' }, ['p.value > q.value', 'q.value > p.value']),
    ],
    [
      'the output has a name that every object has',
      workflowOf({ t: 'test/text', p: 'test/pass' }, ['t.toString > p.value']),
    ],
  ])('is not known if %s', (_, workflow) => {
    expect(resolverOf(workflow).type('p', 'value')).toEqual({ kind: 'any', list: false })
  })

  test('is found for each of 20,000 nodes in a row in time that only grows with their number', () => {
    const ids = Array.from({ length: 20_000 }, (_, index) => `p${index}`)
    const workflow = workflowOf(
      { n: 'test/number', ...Object.fromEntries(ids.map((id) => [id, 'test/pass'])) },
      ['n.number > p0.value', ...ids.slice(1).map((id, index) => `p${index}.value > ${id}.value`)],
    )
    const { type } = resolverOf(workflow)
    for (const id of ids.toReversed()) expect(type(id, 'value').kind).toBe('integer')
  })
})

describe('what feeds an input', () => {
  test('is the output that is connected to it', () => {
    const { feed } = resolverOf(workflowOf({ a: 'test/text', b: 'test/join' }, ['a.text > b.first']))
    expect(feed('b', 'first')).toEqual({ from: 'output', node: 0, port: 'text' })
    expect(feed('b', 'second')).toBeUndefined()
  })

  test('is, past a bypassed node, the first of its inputs of the same type', () => {
    const { feed } = resolverOf(
      workflowOf({ i: 'test/paint', m: 'test/paint', p: bypassed('test/paint'), q: 'test/paint' }, [
        'm.image > p.mask',
        'i.image > p.image',
        'p.image > q.image',
      ]),
    )
    expect(feed('q', 'image')).toEqual({ from: 'output', node: 0, port: 'image' })
  })

  test('is found past any number of bypassed nodes', () => {
    const { feed } = resolverOf(
      workflowOf({ a: 'test/text', b: bypassed('test/join'), c: bypassed('test/pass'), d: 'test/join' }, [
        'a.text > b.first',
        'b.text > c.value',
        'c.value > d.first',
        'c.value > d.second',
      ]),
    )
    expect(feed('d', 'first')).toEqual({ from: 'output', node: 0, port: 'text' })
    expect(feed('d', 'second')).toEqual({ from: 'output', node: 0, port: 'text' })
  })

  test.each<[string, NodeSketch, string, Feed]>([
    [
      'the literal of a bypassed node where nothing is connected to it',
      bypassed('test/join', { first: 'hello' }),
      'text',
      { from: 'literal', value: 'hello', type: { kind: 'text', list: false } },
    ],
    [
      'the default of a bypassed node where it has no literal',
      bypassed('test/seed'),
      'seed',
      { from: 'literal', value: 0, type: { kind: 'integer', list: false } },
    ],
    [
      'the default of a bypassed node where its literal is null',
      bypassed('test/seed', { seed: null }),
      'seed',
      { from: 'literal', value: 0, type: { kind: 'integer', list: false } },
    ],
    [
      'nothing where a bypassed node has no value',
      bypassed('test/join'),
      'text',
      { from: 'nothing', bypassed: 0 },
    ],
    [
      'nothing where a bypassed node is of no known type',
      bypassed('x/y'),
      'text',
      { from: 'nothing', bypassed: 0 },
    ],
    ['nothing where it has no such output', bypassed('test/join'), 'image', { from: 'nothing', bypassed: 0 }],
    [
      'nothing where it has no input of that type',
      bypassed('test/count'),
      'count',
      { from: 'nothing', bypassed: 0 },
    ],
    [
      'nothing where one goes in and many come out',
      bypassed('test/lines'),
      'lines',
      { from: 'nothing', bypassed: 0 },
    ],
    [
      'nothing where many go in and one comes out',
      bypassed('test/pick'),
      'item',
      { from: 'nothing', bypassed: 0 },
    ],
  ])('is %s', (_, node, port, expected) => {
    const { feed } = resolverOf(workflowOf({ b: node, d: 'test/join' }, [`b.${port} > d.first`]))
    expect(feed('d', 'first')).toEqual(expected)
  })

  test('is nothing if a bypassed node picks one of a list, although the list is connected', () => {
    const { feed } = resolverOf(
      workflowOf({ l: 'test/lines', b: bypassed('test/pick'), d: 'test/join' }, [
        'l.lines > b.items',
        'b.item > d.first',
      ]),
    )
    expect(feed('d', 'first')).toEqual({ from: 'nothing', bypassed: 1 })
  })

  test('ends if bypassed nodes form a cycle', () => {
    const { feed } = resolverOf(
      workflowOf({ a: bypassed('test/pass'), b: bypassed('test/pass'), c: 'test/join' }, [
        'a.value > b.value',
        'b.value > a.value',
        'b.value > c.first',
      ]),
    )
    expect(feed('c', 'first')).toEqual({ from: 'nothing', bypassed: 1 })
  })

  test('is found behind each of 20,000 bypassed nodes in a row in time that only grows with their number', () => {
    const ids = Array.from({ length: 20_000 }, (_, index) => `b${index}`)
    const workflow = workflowOf(
      {
        a: 'test/text',
        ...Object.fromEntries(ids.map((id) => [id, bypassed('test/pass')])),
        last: 'test/join',
      },
      [
        'a.text > b0.value',
        ...ids.slice(1).map((id, index) => `b${index}.value > ${id}.value`),
        'b19999.value > last.first',
        'b10000.value > last.second',
      ],
    )
    const { feed } = resolverOf(workflow)
    expect(feed('last', 'first')).toEqual({ from: 'output', node: 0, port: 'text' })
    expect(feed('last', 'second')).toEqual({ from: 'output', node: 0, port: 'text' })
    for (const id of ids.slice(1))
      expect(feed(id, 'value')).toEqual({ from: 'output', node: 0, port: 'text' })
  })
})
