import type { Workflow } from '#shared/document/workflow.ts'
import { connectionsOf } from '../../state/connections.ts'
import { reachable } from './fit.ts'

/** What cables are traced from: nodes, and cables. */
export interface TraceFrom {
  readonly nodes: Iterable<string>
  readonly edges: Iterable<string>
}

/** The ids of all cables upstream and downstream of these nodes and cables, and of these cables themselves. */
export function traceCables(workflow: Workflow, { nodes, edges }: TraceFrom): ReadonlySet<string> {
  const own = new Set(edges)
  const ownEdges = own.size === 0 ? [] : workflow.edges.filter(({ id }) => own.has(id))
  const starts = [...nodes]
  const upstream = [...starts, ...ownEdges.map(({ from }) => from.node)]
  const downstream = [...starts, ...ownEdges.map(({ to }) => to.node)]
  const { inputs, outputs } = connectionsOf(workflow)
  const traced = new Set(ownEdges.map(({ id }) => id))
  for (const node of closure(workflow, upstream, 'input'))
    for (const { id } of inputs.get(node)?.values() ?? []) traced.add(id)
  for (const node of closure(workflow, downstream, 'output'))
    for (const cables of outputs.get(node)?.values() ?? []) for (const { id } of cables) traced.add(id)
  return traced
}

function closure(
  workflow: Workflow,
  starts: readonly string[],
  side: 'input' | 'output',
): ReadonlySet<string> {
  const all = new Set<string>()
  for (const start of starts)
    if (!all.has(start)) for (const node of reachable(workflow, start, side)) all.add(node)
  return all
}
