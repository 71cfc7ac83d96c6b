import type { Edge, Node, Workflow } from '#shared/document/workflow.ts'
import { weakMemo } from '#shared/weakMemo.ts'

/** The cables of each node, by its id. */
export interface Connections {
  /** By node and input: the cable into it. */
  readonly inputs: ReadonlyMap<string, ReadonlyMap<string, Edge>>
  /** By node and output: the cables out of it. */
  readonly outputs: ReadonlyMap<string, ReadonlyMap<string, readonly Edge[]>>
}

/** Cached as long as the workflow's edges are the same list. Of two cables into one input, the first counts. */
export const connectionsOf = ({ edges }: Workflow): Connections => connect(edges)

const connect = weakMemo((edges: readonly Edge[]): Connections => {
  const inputs = new Map<string, Map<string, Edge>>()
  const outputs = new Map<string, Map<string, Edge[]>>()
  for (const edge of edges) {
    const into = inputs.get(edge.to.node) ?? new Map<string, Edge>()
    if (!into.has(edge.to.port)) into.set(edge.to.port, edge)
    inputs.set(edge.to.node, into)
    const out = outputs.get(edge.from.node) ?? new Map<string, Edge[]>()
    const cables = out.get(edge.from.port)
    if (cables === undefined) out.set(edge.from.port, [edge])
    else cables.push(edge)
    outputs.set(edge.from.node, out)
  }
  return { inputs, outputs }
})

/** Nodes by id; of two with one id, the first. Cached as long as the workflow's nodes are the same list. */
export const nodesOf = ({ nodes }: Workflow): ReadonlyMap<string, Node> => indexNodes(nodes)

const indexNodes = weakMemo((nodes: readonly Node[]): ReadonlyMap<string, Node> => {
  const byId = new Map<string, Node>()
  for (const node of nodes) if (!byId.has(node.id)) byId.set(node.id, node)
  return byId
})

const NO_EDGES: ReadonlyMap<string, Edge> = new Map()
const NONE: ReadonlyMap<string, readonly Edge[]> = new Map()

export const inputsOf = (workflow: Workflow, node: string): ReadonlyMap<string, Edge> =>
  connectionsOf(workflow).inputs.get(node) ?? NO_EDGES

export const outputsOf = (workflow: Workflow, node: string): ReadonlyMap<string, readonly Edge[]> =>
  connectionsOf(workflow).outputs.get(node) ?? NONE
