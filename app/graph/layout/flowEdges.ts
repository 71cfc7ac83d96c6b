import type { Edge as FlowEdgeOf } from '@xyflow/react'
import type { Edge, Workflow } from '#shared/document/workflow.ts'
import type { Registry } from '#shared/nodes/registry.ts'
import { nodesOf } from '../../state/connections.ts'
import { checkEdge, outputType, portTypesOf } from '../model/portTypes.ts'

/** What is drawn of a cable besides its ends. */
export interface CableData extends Record<string, unknown> {
  readonly kind: string
  readonly list: boolean
  /** A description of the conversion; '' if there is none. */
  readonly conversion: string
  /** Why nothing can flow here; '' if the cable is valid. */
  readonly wrong: string
}

export type FlowEdge = FlowEdgeOf<CableData, 'cable'>

/** Builds the edges for React Flow and caches them: an edge that has not changed is the same object. */
export function createFlowEdges(): (
  workflow: Workflow,
  selected: ReadonlySet<string>,
  registry: Registry,
) => readonly FlowEdge[] {
  let cache = new Map<string, { readonly edge: Edge; readonly element: FlowEdge }>()
  let list: readonly FlowEdge[] = []
  let before: { readonly portTypes: unknown; readonly selected: unknown } | null = null
  return (workflow, selected, registry) => {
    const portTypes = portTypesOf(workflow, registry)
    if (before?.portTypes === portTypes && before.selected === selected) return list
    before = { portTypes, selected }
    const nodes = nodesOf(workflow)
    const next = new Map<string, { readonly edge: Edge; readonly element: FlowEdge }>()
    for (const edge of workflow.edges) {
      if (next.has(edge.id) || !nodes.has(edge.from.node) || !nodes.has(edge.to.node)) continue
      const cached = cache.get(edge.id)
      const data = cableData(workflow, edge, registry)
      const isSelected = selected.has(edge.id)
      const element =
        cached?.edge === edge && cached.element.selected === isSelected && isSame(cached.element.data, data)
          ? cached.element
          : flowEdge(edge, data, isSelected)
      next.set(edge.id, { edge, element })
    }
    cache = next
    const elements = Array.from(next.values(), ({ element }) => element)
    if (elements.length !== list.length || elements.some((element, index) => element !== list[index]))
      list = elements
    return list
  }
}

const isSame = (one: CableData | undefined, other: CableData): boolean =>
  one?.kind === other.kind &&
  one.list === other.list &&
  one.conversion === other.conversion &&
  one.wrong === other.wrong

function cableData(workflow: Workflow, edge: Edge, registry: Registry): CableData {
  const { kind, list } = outputType(workflow, edge.from.node, edge.from.port, registry)
  const verdict = checkEdge(workflow, edge, registry)
  return {
    kind,
    list,
    conversion: verdict.ok ? (verdict.conversion ?? '') : '',
    wrong: verdict.ok ? '' : verdict.why,
  }
}

function flowEdge({ id, from, to }: Edge, data: CableData, selected: boolean): FlowEdge {
  return {
    id,
    type: 'cable',
    source: from.node,
    sourceHandle: from.port,
    target: to.node,
    targetHandle: to.port,
    data,
    selected,
    reconnectable: 'target',
  }
}
