import type { Edge as FlowEdgeOf } from '@xyflow/react'
import type { Edge, Workflow } from '#shared/document/workflow.ts'
import { nodesOf } from '../../state/connections.ts'
import { edgeFlow, outputType, signalsOf } from '../model/signal.ts'

/** What is drawn of a cable beside its ends. */
export interface CableData extends Record<string, unknown> {
  readonly kind: string
  readonly list: boolean
  /** The conversion on the way, in words; '' where there is none. */
  readonly conversion: string
  /** Why nothing can flow here; '' where all is well. */
  readonly wrong: string
}

export type FlowEdge = FlowEdgeOf<CableData, 'cable'>

/** Builds the edges for React Flow, and remembers them: a cable that is drawn as before is the same object. */
export function createFlowEdges(): (
  workflow: Workflow,
  selected: ReadonlySet<string>,
) => readonly FlowEdge[] {
  let kept = new Map<string, { readonly edge: Edge; readonly flow: FlowEdge }>()
  let list: readonly FlowEdge[] = []
  let before: { readonly signals: unknown; readonly selected: unknown } | null = null
  return (workflow, selected) => {
    const signals = signalsOf(workflow)
    if (before?.signals === signals && before.selected === selected) return list
    before = { signals, selected }
    const nodes = nodesOf(workflow)
    const next = new Map<string, { readonly edge: Edge; readonly flow: FlowEdge }>()
    for (const edge of workflow.edges) {
      if (next.has(edge.id) || !nodes.has(edge.from.node) || !nodes.has(edge.to.node)) continue
      const known = kept.get(edge.id)
      const data = cableData(workflow, edge)
      const isSelected = selected.has(edge.id)
      const flow =
        known?.edge === edge && known.flow.selected === isSelected && isSame(known.flow.data, data)
          ? known.flow
          : flowEdge(edge, data, isSelected)
      next.set(edge.id, { edge, flow })
    }
    kept = next
    const flows = Array.from(next.values(), ({ flow }) => flow)
    if (flows.length !== list.length || flows.some((flow, index) => flow !== list[index])) list = flows
    return list
  }
}

const isSame = (one: CableData | undefined, other: CableData): boolean =>
  one?.kind === other.kind &&
  one.list === other.list &&
  one.conversion === other.conversion &&
  one.wrong === other.wrong

function cableData(workflow: Workflow, edge: Edge): CableData {
  const { kind, list } = outputType(workflow, edge.from.node, edge.from.port)
  const flow = edgeFlow(workflow, edge)
  return { kind, list, conversion: flow.ok ? (flow.conversion ?? '') : '', wrong: flow.ok ? '' : flow.why }
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
