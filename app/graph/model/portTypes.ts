import type { Registry } from '#shared/nodes/registry.ts'
import type { Edge, Node, Workflow } from '#shared/document/workflow.ts'
import type { Graph } from '#shared/graph/graph.ts'
import { buildGraph } from '#shared/graph/graph.ts'
import type { Resolver } from '#shared/graph/resolve.ts'
import { createResolver } from '#shared/graph/resolve.ts'
import type { Compatibility } from '#shared/ports/compatibility.ts'
import { checkCompatibility } from '#shared/ports/compatibility.ts'
import type { PortType } from '#shared/ports/port.ts'
import { weakMemo } from '#shared/weakMemo.ts'

interface PortTypes {
  readonly nodes: readonly Node[]
  readonly graph: Graph
  readonly resolver: Resolver
}

export const portTypesOf = (workflow: Workflow, registry: Registry): PortTypes =>
  ofRegistry(registry)(workflow.edges)(workflow)

/**
 * Positions and most values of nodes do not matter, and most edits change nothing else: then the last result is reused.
 */
const ofRegistry = weakMemo((registry: Registry) =>
  weakMemo<readonly Edge[], (workflow: Workflow) => PortTypes>(() => ofEdges(registry)),
)

function ofEdges(registry: Registry): (workflow: Workflow) => PortTypes {
  let last: PortTypes | null = null
  let lastWorkflow: Workflow | null = null
  return (workflow) => {
    if (last !== null && lastWorkflow === workflow) return last
    lastWorkflow = workflow
    const { nodes } = workflow
    const before = last?.nodes ?? []
    if (
      last !== null &&
      before.length === nodes.length &&
      nodes.every((node, index) => hasSameOutputs(node, before[index]))
    )
      return last
    const { graph } = buildGraph(workflow)
    last = { nodes, graph, resolver: createResolver(graph, registry) }
    return last
  }
}

/** Whether a node outputs the same. A bypassed node may pass on a value of its own. */
const hasSameOutputs = (node: Node, before: Node | undefined): boolean =>
  node === before ||
  (node.type === before?.type &&
    node.mode === before.mode &&
    node.take === before.take &&
    (node.mode !== 'bypassed' || node.values === before.values))

const ANY: PortType = { kind: 'any', list: false }

/** The type of an output, also of one that passes on what is connected to its node. */
export function outputType(workflow: Workflow, node: string, port: string, registry: Registry): PortType {
  const { graph, resolver } = portTypesOf(workflow, registry)
  const index = graph.indexOf.get(node)
  return index === undefined ? ANY : resolver.outputType(index, port)
}

export function inputType(workflow: Workflow, node: string, port: string, registry: Registry): PortType {
  const { graph } = portTypesOf(workflow, registry)
  const type = registry.get(workflow.nodes[graph.indexOf.get(node) ?? -1]?.type ?? '')
  return (type !== undefined && Object.hasOwn(type.inputs, port) ? type.inputs[port]?.type : undefined) ?? ANY
}

export const checkEdge = (
  workflow: Workflow,
  { from, to }: Pick<Edge, 'from' | 'to'>,
  registry: Registry,
): Compatibility =>
  checkCompatibility(
    outputType(workflow, from.node, from.port, registry),
    inputType(workflow, to.node, to.port, registry),
  )
