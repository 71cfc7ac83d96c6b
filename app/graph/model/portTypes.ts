import { registry } from '#nodes/registry.ts'
import type { Edge, Node, Workflow } from '#shared/document/workflow.ts'
import type { Graph } from '#shared/graph/graph.ts'
import { buildGraph } from '#shared/graph/graph.ts'
import type { Resolver } from '#shared/graph/resolve.ts'
import { createResolver } from '#shared/graph/resolve.ts'
import type { Compatibility } from '#shared/ports/compatibility.ts'
import { checkCompatibility } from '#shared/ports/compatibility.ts'
import type { PortType } from '#shared/ports/port.ts'

interface PortTypes {
  readonly edges: readonly Edge[]
  readonly nodes: readonly Node[]
  readonly graph: Graph
  readonly resolver: Resolver
}

/** The last one asked for: places and most values of nodes do not matter to it, and most edits change no more. */
let last: PortTypes | null = null
let lastWorkflow: Workflow | null = null

export function portTypesOf(workflow: Workflow): PortTypes {
  if (last !== null && lastWorkflow === workflow) return last
  lastWorkflow = workflow
  const { nodes, edges } = workflow
  if (
    last !== null &&
    last.edges === edges &&
    last.nodes.length === nodes.length &&
    nodes.every((node, index) => hasSameOutputs(node, last?.nodes[index]))
  )
    return last
  const { graph } = buildGraph(workflow)
  const resolver = createResolver(graph, registry)
  last = { edges, nodes, graph, resolver }
  return last
}

/** Whether the same comes out of a node. What a bypassed one passes on may be a value of its own. */
const hasSameOutputs = (node: Node, before: Node | undefined): boolean =>
  node === before ||
  (node.type === before?.type &&
    node.mode === before.mode &&
    node.take === before.take &&
    (node.mode !== 'bypassed' || node.values === before.values))

const ANY: PortType = { kind: 'any', list: false }

/** What comes out of an output, also of one that passes on what is connected to its node. */
export function outputType(workflow: Workflow, node: string, port: string): PortType {
  const { graph, resolver } = portTypesOf(workflow)
  const index = graph.indexOf.get(node)
  return index === undefined ? ANY : resolver.outputType(index, port)
}

export function inputType(workflow: Workflow, node: string, port: string): PortType {
  const { graph } = portTypesOf(workflow)
  const type = registry.get(workflow.nodes[graph.indexOf.get(node) ?? -1]?.type ?? '')
  return (type !== undefined && Object.hasOwn(type.inputs, port) ? type.inputs[port]?.type : undefined) ?? ANY
}

export const checkEdge = (workflow: Workflow, { from, to }: Pick<Edge, 'from' | 'to'>): Compatibility =>
  checkCompatibility(outputType(workflow, from.node, from.port), inputType(workflow, to.node, to.port))
