import type { Edge } from '../workflow.ts'
import { type Edit, filterInPlace, withField } from './edit.ts'

/**
 * Adds an edge. It replaces an edge into the same input, and one with the same id, which was reconnected; the new edge
 * takes the position of the first of them in the file. If an edge already joins the same ports and no other needs to be
 * replaced, nothing changes, not even its id. Whether the ports match is checked by the graph.
 */
export const connect =
  (edge: Edge): Edit =>
  (workflow) => {
    const givesWay = (other: Edge): boolean => other.id === edge.id || isSamePort(other.to, edge.to)
    const index = workflow.edges.findIndex(givesWay)
    const first = workflow.edges[index]
    if (first === undefined) return { ...workflow, edges: [...workflow.edges, edge] }
    const before = workflow.edges.slice(0, index)
    const after = workflow.edges.slice(index + 1).filter((other) => !givesWay(other))
    const isThere = isSamePort(first.from, edge.from) && isSamePort(first.to, edge.to)
    if (isThere && before.length + after.length + 1 === workflow.edges.length) return workflow
    return { ...workflow, edges: [...before, edge, ...after] }
  }

export const disconnect =
  (ids: Iterable<string>): Edit =>
  (workflow) => {
    const gone = new Set(ids)
    return withField(
      workflow,
      'edges',
      filterInPlace(workflow.edges, ({ id }) => !gone.has(id)),
    )
  }

/** Removes the edge into an input, so that its literal counts again. */
export const disconnectInput =
  (node: string, port: string): Edit =>
  (workflow) =>
    withField(
      workflow,
      'edges',
      filterInPlace(workflow.edges, ({ to }) => !isSamePort(to, { node, port })),
    )

type PortAddress = { readonly node: string; readonly port: string }

const isSamePort = (one: PortAddress, other: PortAddress): boolean =>
  one.node === other.node && one.port === other.port
