import type { Problem } from '../problems/problem.ts'
import type { Graph } from './graph.ts'

/**
 * Topological order (Kahn, first in the file first): every node after all that feed it. `cycle` is empty, or one cycle
 * in the direction of its cables; then `order` ends before it. Linear, without recursion.
 */
export function orderOf(graph: Graph): {
  readonly order: readonly number[]
  readonly cycle: readonly number[]
} {
  const count = graph.nodes.length
  const waiting = new Int32Array(count)
  const dependents = dependentsOf(graph)
  const order: number[] = []
  for (let node = 0; node < count; node++) {
    waiting[node] = graph.inputs[node]?.size ?? 0
    if (waiting[node] === 0) order.push(node)
  }
  // The list grows while it is iterated: nodes that become free are visited as well.
  for (const node of order)
    for (const next of dependents[node] ?? []) {
      const left = (waiting[next] ?? 0) - 1
      waiting[next] = left
      if (left === 0) order.push(next)
    }
  return { order, cycle: order.length === count ? [] : findCycle(graph, waiting) }
}

/** By node: the nodes that it feeds, once per cable. */
export function dependentsOf(graph: Graph): readonly (readonly number[] | undefined)[] {
  const dependents: (number[] | undefined)[] = Array.from({ length: graph.nodes.length })
  graph.inputs.forEach((ports, node) => {
    if (ports) for (const source of ports.values()) (dependents[source.node] ??= []).push(node)
  })
  return dependents
}

/** Follows the cables backwards from a node that never became free: it must return to a visited one. */
function findCycle(graph: Graph, waiting: Int32Array): readonly number[] {
  const seenAt = new Map<number, number>()
  const walk: number[] = []
  let node = waiting.findIndex((left) => left > 0)
  while (!seenAt.has(node)) {
    seenAt.set(node, walk.length)
    walk.push(node)
    for (const source of graph.inputs[node]?.values() ?? [])
      if ((waiting[source.node] ?? 0) > 0) {
        node = source.node
        break
      }
  }
  return walk.slice(seenAt.get(node)).toReversed()
}

const SHOWN = 8

/** A cycle as text, reported at its first cable's end: `a → b → a`. */
export function cycleProblem(graph: Graph, cycle: readonly number[]): Problem {
  const ids = cycle.map((index) => graph.nodes[index]?.id ?? '')
  const first = ids[0] ?? ''
  const shown = ids.length > SHOWN ? [...ids.slice(0, SHOWN), `… ${ids.length - SHOWN} more`] : ids
  return {
    code: 'cycle',
    message: `is part of a cycle: ${[...shown, first].join(' → ')}; remove one of these cables`,
    path: ['nodes', cycle[0] ?? 0],
    node: first,
  }
}
