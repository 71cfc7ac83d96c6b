import type { Edge, Node, Workflow } from '../document/workflow.ts'
import type { Problem } from '../problems/problem.ts'

/** One end of a cable in the graph: the node's index in `nodes` and the port's name. */
export interface Source {
  readonly node: number
  readonly port: string
  /** The edge's index in the workflow. */
  readonly edge: number
}

/**
 * A workflow prepared for queries: nodes by their index in the file, each with the cables into its ports. Building it
 * is linear in nodes and edges.
 */
export interface Graph {
  readonly workflow: Workflow
  readonly nodes: readonly Node[]
  readonly indexOf: ReadonlyMap<string, number>
  /** By node: what is connected to each of its input ports. */
  readonly inputs: readonly (ReadonlyMap<string, Source> | undefined)[]
}

/**
 * The graph of a workflow, and the problems with its ids and edges. If two nodes share an id, the first has it; if two
 * edges enter one port, the first counts; an edge without a node or port is left out.
 */
export function buildGraph(workflow: Workflow): {
  readonly graph: Graph
  readonly problems: readonly Problem[]
} {
  const { nodes, edges } = workflow
  const problems: Problem[] = []
  const indexOf = new Map<string, number>()
  nodes.forEach((node, index) => {
    const first = indexOf.get(node.id)
    if (first === undefined) indexOf.set(node.id, index)
    else problems.push(duplicate('nodes', index, node.id, `nodes[${first}]`))
  })
  const inputs: (Map<string, Source> | undefined)[] = Array.from({ length: nodes.length })
  const edgeIds = new Map<string, number>()
  edges.forEach((edge, index) => {
    const first = edgeIds.get(edge.id)
    if (first === undefined) edgeIds.set(edge.id, index)
    else problems.push(duplicate('edges', index, edge.id, `edges[${first}]`))
    const from = indexOf.get(edge.from.node)
    const to = indexOf.get(edge.to.node)
    if (from === undefined) problems.push(dangling(edge, index, 'from'))
    if (to === undefined) problems.push(dangling(edge, index, 'to'))
    if (from === undefined || to === undefined) return
    const ports = (inputs[to] ??= new Map<string, Source>())
    const other = ports.get(edge.to.port)
    if (other === undefined) ports.set(edge.to.port, { node: from, port: edge.from.port, edge: index })
    else
      problems.push({
        code: 'two-edges',
        message: `edges[${other.edge}] already enters this port; an input takes one cable`,
        path: ['edges', index, 'to'],
        node: edge.to.node,
        port: edge.to.port,
      })
  })
  return { graph: { workflow, nodes, indexOf, inputs }, problems }
}

function duplicate(list: 'nodes' | 'edges', index: number, id: string, first: string): Problem {
  const path = [list, index, 'id']
  const message = `${JSON.stringify(id)} is already the id of ${first}`
  return list === 'nodes'
    ? { code: 'duplicate-id', message, path, node: id }
    : { code: 'duplicate-id', message, path }
}

function dangling(edge: Edge, index: number, end: 'from' | 'to'): Problem {
  const { node, port } = edge[end]
  return {
    code: 'dangling-edge',
    message: `there is no node ${JSON.stringify(node)}`,
    path: ['edges', index, end, 'node'],
    node,
    port,
  }
}
