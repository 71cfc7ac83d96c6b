import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Workflow } from '../document/workflow.ts'
import { workflowOf } from '../testing/workflow.ts'
import { buildGraph } from './graph.ts'
import { cycleProblem, dependentsOf, orderOf } from './order.ts'

/** Nodes `n0`, `n1`, … in the order of `places`, and an edge for each pair of their numbers. */
function graphOf(indexes: readonly number[], pairs: readonly (readonly [number, number])[]): Workflow {
  return workflowOf(
    Object.fromEntries(indexes.map((number) => [`n${number}`, 'test/any'])),
    pairs.map(([from, to]) => `n${from}.out > n${to}.in${from}`),
  )
}

const uniquePairs = (
  pairs: readonly (readonly [number, number])[],
): readonly (readonly [number, number])[] => [...new Map(pairs.map((pair) => [pair.join(), pair])).values()]

/** A graph without cycles: edges go from lower to higher numbers, and the file has them in any order. */
const acyclic = fc
  .record({
    places: fc.integer({ min: 1, max: 24 }).chain((count) => {
      const numbers = Array.from({ length: count }, (_, number) => number)
      return fc.shuffledSubarray(numbers, { minLength: count })
    }),
    pairs: fc.array(fc.tuple(fc.nat(23), fc.nat(23)), { maxLength: 60 }),
  })
  .map(({ places, pairs }) => {
    const inside = pairs.filter(([from, to]) => from < to && to < places.length)
    return graphOf(places, uniquePairs(inside))
  })

/** Any graph at all, including cables from a node to itself. */
const anyGraph = fc
  .record({
    count: fc.integer({ min: 1, max: 12 }),
    pairs: fc.array(fc.tuple(fc.nat(11), fc.nat(11)), { maxLength: 30 }),
  })
  .map(({ count, pairs }) =>
    graphOf(
      Array.from({ length: count }, (_, number) => number),
      uniquePairs(pairs.filter(([from, to]) => from < count && to < count)),
    ),
  )

describe('the order of a graph without cycles', () => {
  test('has every node once, each after all that feed it', () => {
    fc.assert(
      fc.property(acyclic, (workflow) => {
        const { graph } = buildGraph(workflow)
        const { order, cycle } = orderOf(graph)
        expect(cycle).toEqual([])
        expect(order.toSorted((a, b) => a - b)).toEqual(graph.nodes.map((_, index) => index))
        const indexOf = new Map(order.map((node, index) => [node, index]))
        for (const node of order)
          for (const source of graph.inputs[node]?.values() ?? [])
            expect(indexOf.get(source.node)).toBeLessThan(indexOf.get(node) ?? -1)
      }),
    )
  })

  test('starts with the nodes that wait for nothing, in the order of the file', () => {
    const { graph } = buildGraph(graphOf([3, 1, 2, 0], [[0, 3]]))
    expect(orderOf(graph).order.map((index) => graph.nodes[index]?.id)).toEqual(['n1', 'n2', 'n0', 'n3'])
  })

  test('takes a chain of 100,000 without growing the stack, back to front in the file', () => {
    const count = 100_000
    const indexes = Array.from({ length: count }, (_, index) => count - 1 - index)
    const { graph } = buildGraph(
      graphOf(
        indexes,
        indexes.slice(0, -1).map((number) => [number - 1, number] as const),
      ),
    )
    const { order, cycle } = orderOf(graph)
    expect({ length: order.length, first: order[0], cycle }).toEqual({
      length: count,
      first: count - 1,
      cycle: [],
    })
  })
})

describe('a cycle', () => {
  test('is found whenever there is one, and every one of its cables is there', () => {
    fc.assert(
      fc.property(anyGraph, (workflow) => {
        const { graph } = buildGraph(workflow)
        const { order, cycle } = orderOf(graph)
        expect(cycle.length > 0).toBe(order.length < graph.nodes.length)
        expect(new Set(cycle).size).toBe(cycle.length)
        cycle.forEach((node, index) => {
          const before = cycle.at(index - 1) ?? node
          const sources = [...(graph.inputs[node]?.values() ?? [])].map((source) => source.node)
          expect(sources).toContain(before)
        })
      }),
    )
  })

  test('is reported in the direction of its cables, without what only depends on it', () => {
    const { graph } = buildGraph(
      workflowOf({ start: 'x', a: 'x', b: 'x', c: 'x', end: 'x' }, [
        'start.o > a.start',
        'a.o > b.in',
        'b.o > c.in',
        'c.o > a.in',
        'c.o > end.in',
      ]),
    )
    const problem = cycleProblem(graph, orderOf(graph).cycle)
    expect(problem.code).toBe('cycle')
    expect(problem.node).toBe(graph.nodes[orderOf(graph).cycle[0] ?? -1]?.id)
    expect(
      ['a → b → c → a', 'b → c → a → b', 'c → a → b → c'].map((way) => problem.message.includes(way)),
    ).toContain(true)
    expect(problem.message).not.toMatch(/start|end/)
  })

  test('of one node is reported as well', () => {
    const { graph } = buildGraph(workflowOf({ a: 'x' }, ['a.o > a.in']))
    expect(cycleProblem(graph, orderOf(graph).cycle)).toEqual({
      code: 'cycle',
      message: 'is part of a cycle: a → a; remove one of these cables',
      path: ['nodes', 0],
      node: 'a',
    })
  })

  test('of a thousand nodes is reported in one line', () => {
    const count = 1000
    const indexes = Array.from({ length: count }, (_, index) => index)
    const { graph } = buildGraph(
      graphOf(
        indexes,
        indexes.map((number) => [number, (number + 1) % count] as const),
      ),
    )
    const { cycle } = orderOf(graph)
    expect(cycle).toHaveLength(count)
    expect(cycleProblem(graph, cycle).message).toMatch(/^is part of a cycle: (n\d+ → ){8}… 992 more → n\d+; /)
  })
})

test('a node feeds others once per cable', () => {
  const { graph } = buildGraph(workflowOf({ a: 'x', b: 'x' }, ['a.o > b.first', 'a.p > b.second']))
  expect(dependentsOf(graph)).toEqual([[1, 1], undefined])
})
