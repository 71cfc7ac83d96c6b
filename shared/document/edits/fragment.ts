import type { Edge, Group, Node, Workflow } from '../workflow.ts'
import type { Edit } from './edit.ts'

/** Part of a workflow, for the clipboard. A whole workflow is one too. */
export interface Fragment {
  readonly nodes: readonly Node[]
  readonly edges: readonly Edge[]
  readonly groups?: readonly Group[] | undefined
  /** The endpoints of its nodes, as a workflow carries them. */
  readonly schemas?: Workflow['schemas'] | undefined
}

/**
 * These nodes and groups with the edges between them. With `incoming`, also the edges into them from outside, for a
 * paste that keeps them.
 */
export function copyFragment(
  workflow: Workflow,
  ids: Iterable<string>,
  options?: { incoming?: boolean },
): Fragment {
  const copied = new Set(ids)
  const groups = workflow.groups?.filter(({ id }) => copied.has(id)) ?? []
  return {
    nodes: workflow.nodes.filter(({ id }) => copied.has(id)),
    edges: workflow.edges.filter(
      ({ from, to }) => copied.has(to.node) && (copied.has(from.node) || options?.incoming === true),
    ),
    ...(groups.length > 0 && { groups }),
    ...(workflow.schemas !== undefined && { schemas: workflow.schemas }),
  }
}

/**
 * The same fragment with an id from `newId` for each node, edge and group, so that it can exist beside its original.
 * Edges from nodes outside of it keep that end.
 */
export function renewIds(fragment: Fragment, newId: () => string): Fragment {
  const renewed = new Map(fragment.nodes.map(({ id }) => [id, newId()]))
  const nodeId = (id: string): string => renewed.get(id) ?? id
  return {
    nodes: fragment.nodes.map((node) => ({ ...node, id: nodeId(node.id) })),
    edges: fragment.edges.map((edge) => ({
      ...edge,
      id: newId(),
      from: { ...edge.from, node: nodeId(edge.from.node) },
      to: { ...edge.to, node: nodeId(edge.to.node) },
    })),
    ...(fragment.groups && { groups: fragment.groups.map((group) => ({ ...group, id: newId() })) }),
    ...(fragment.schemas && { schemas: fragment.schemas }),
  }
}

/**
 * Inserts a fragment into the workflow, offset by this many pixels. Its ids must not occur there. Only its edges from
 * an existing node into one of its own nodes are kept.
 */
export const insert =
  (fragment: Fragment, by: { readonly dx: number; readonly dy: number } = { dx: 0, dy: 0 }): Edit =>
  (workflow) => {
    const own = new Set(fragment.nodes.map(({ id }) => id))
    const there = new Set([...workflow.nodes.map(({ id }) => id), ...own])
    const edges = fragment.edges.filter(({ from, to }) => there.has(from.node) && own.has(to.node))
    const groups = fragment.groups ?? []
    const schemas = joined(workflow.schemas, fragment.schemas)
    return {
      ...workflow,
      nodes: [...workflow.nodes, ...fragment.nodes.map((node) => moved(node, by))],
      edges: [...workflow.edges, ...edges],
      ...(groups.length > 0 && {
        groups: [...(workflow.groups ?? []), ...groups.map((group) => moved(group, by))],
      }),
      ...(schemas !== undefined && { schemas }),
    }
  }

/** The endpoints of both; the same object if nothing is added. Which of them are needed is found out when it is saved. */
function joined(own: Workflow['schemas'], added: Workflow['schemas']): Workflow['schemas'] {
  const isNew = Object.keys(added ?? {}).some((digest) => own === undefined || !Object.hasOwn(own, digest))
  return isNew ? { ...added, ...own } : own
}

function moved<T extends Node | Group>(item: T, { dx, dy }: { readonly dx: number; readonly dy: number }): T {
  const { position } = item
  return { ...item, position: { ...position, x: position.x + dx, y: position.y + dy } }
}
