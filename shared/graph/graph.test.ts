import { describe, expect, test } from 'vitest'
import { workflowOf } from '../testing/workflow.ts'
import { buildGraph } from './graph.ts'

const sound = workflowOf({ a: 'test/text', b: 'test/join' }, ['a.text > b.first', 'a.text > b.second'])

describe('a graph', () => {
  test('knows by node what comes into each of its ports, and from which edge', () => {
    const { graph, problems } = buildGraph(sound)
    expect(problems).toEqual([])
    expect(graph.indexOf).toEqual(
      new Map([
        ['a', 0],
        ['b', 1],
      ]),
    )
    expect(graph.inputs).toEqual([
      undefined,
      new Map([
        ['first', { node: 0, port: 'text', edge: 0 }],
        ['second', { node: 0, port: 'text', edge: 1 }],
      ]),
    ])
  })

  test('treats names of object properties as ids like others', () => {
    const { graph, problems } = buildGraph(
      workflowOf({ constructor: 'test/text', toString: 'test/join' }, ['constructor.text > toString.first']),
    )
    expect(problems).toEqual([])
    expect(graph.inputs[1]?.get('first')).toEqual({ node: 0, port: 'text', edge: 0 })
  })
})

describe('what is wrong with ids and edges', () => {
  test('if two nodes share an id, the first has it', () => {
    const twin = {
      ...sound,
      nodes: [...sound.nodes, ...sound.nodes.slice(1).map((node) => ({ ...node, id: 'a' }))],
    }
    const { graph, problems } = buildGraph(twin)
    expect(graph.indexOf.get('a')).toBe(0)
    expect(problems).toEqual([
      {
        code: 'duplicate-id',
        message: '"a" is already the id of nodes[0]',
        path: ['nodes', 2, 'id'],
        node: 'a',
      },
    ])
  })

  test('two edges with one id are reported, and both connect', () => {
    const twin = { ...sound, edges: sound.edges.map((edge) => ({ ...edge, id: 'e' })) }
    const { graph, problems } = buildGraph(twin)
    expect(graph.inputs[1]?.size).toBe(2)
    expect(problems).toEqual([
      { code: 'duplicate-id', message: '"e" is already the id of edges[0]', path: ['edges', 1, 'id'] },
    ])
  })

  test('an edge without a node or port is left out, and each of its loose ends is reported', () => {
    const { graph, problems } = buildGraph(
      workflowOf({ a: 'test/text' }, ['gone.text > lost.first', 'a.text > lost.x']),
    )
    expect(graph.inputs).toEqual([undefined])
    expect(problems).toEqual([
      {
        code: 'dangling-edge',
        message: 'there is no node "gone"',
        path: ['edges', 0, 'from', 'node'],
        node: 'gone',
        port: 'text',
      },
      {
        code: 'dangling-edge',
        message: 'there is no node "lost"',
        path: ['edges', 0, 'to', 'node'],
        node: 'lost',
        port: 'first',
      },
      {
        code: 'dangling-edge',
        message: 'there is no node "lost"',
        path: ['edges', 1, 'to', 'node'],
        node: 'lost',
        port: 'x',
      },
    ])
  })

  test('if two edges enter one port, the first counts', () => {
    const { graph, problems } = buildGraph(
      workflowOf({ a: 'test/text', b: 'test/text', c: 'test/join' }, [
        'a.text > c.first',
        'b.text > c.first',
      ]),
    )
    expect(graph.inputs[2]).toEqual(new Map([['first', { node: 0, port: 'text', edge: 0 }]]))
    expect(problems).toEqual([
      {
        code: 'two-edges',
        message: 'edges[0] already enters this port; an input takes one cable',
        path: ['edges', 1, 'to'],
        node: 'c',
        port: 'first',
      },
    ])
  })
})
