import type { Edge, Node, Workflow } from '#shared/document/workflow.ts'
import { connect } from '#shared/document/edits/edges.ts'
import type { Edit } from '#shared/document/edits/edit.ts'
import type { NodeType } from '#shared/nodes/defineNode.ts'
import { fittingPortOfType } from '#shared/nodes/fittingTypes.ts'
import type { Registry } from '#shared/nodes/registry.ts'
import { inputType, outputType } from './portTypes.ts'

/**
 * The ports by which a node is inserted into a cable: its input must accept what the cable brings, and the cable's end
 * must accept its output.
 */
export interface Insertion {
  readonly edge: Edge
  readonly input: string
  readonly output: string
}

export function insertionInto(
  workflow: Workflow,
  edge: Edge,
  type: NodeType,
  registry: Registry,
): Insertion | null {
  const brought = outputType(workflow, edge.from.node, edge.from.port, registry)
  const wanted = inputType(workflow, edge.to.node, edge.to.port, registry)
  const input = fittingPortOfType(type, brought, 'input')
  if (input === null) return null
  // An output that passes its input on has the type of the cable.
  const like = Object.entries(type.outputs).find(([, port]) => port.like === input)
  const output = like?.[0] ?? fittingPortOfType(type, wanted, 'output')
  return output === null ? null : { edge, input, output }
}

/** Splits the cable in two and connects both parts to the node, which must be in the workflow. */
export const insertInto =
  ({ edge, input, output }: Insertion, node: Pick<Node, 'id'>, newId: () => string): Edit =>
  (workflow) => {
    const before = connect({ id: newId(), from: edge.from, to: { node: node.id, port: input } })
    const after = connect({ id: newId(), from: { node: node.id, port: output }, to: edge.to })
    return after(before(workflow))
  }
