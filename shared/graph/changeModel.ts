import type { Edge, Node, PortRef, Workflow } from '../document/workflow.ts'
import { changeById, withField } from '../document/edits/edit.ts'
import type { NodeType } from '../nodes/defineNode.ts'
import type { Registry } from '../nodes/registry.ts'
import { nameType } from '../nodes/nameType.ts'
import { checkLiteral } from '../ports/check.ts'
import { checkCompatibility } from '../ports/compatibility.ts'
import type { Port, PortType } from '../ports/port.ts'
import type { Json } from '../ports/value.ts'
import { isList } from '../ports/value.ts'
import { buildGraph } from './graph.ts'
import { matchPorts } from './matchPorts.ts'
import { createResolver } from './resolve.ts'

/** What carries over to another model: the label of the input (or output) before and after. */
export interface CarriedPart {
  readonly from: string
  readonly to: string
  /** A cable, or a value in the node. */
  readonly what: 'cable' | 'value'
}

/** What does not carry over, and why, as a sentence. */
export interface DroppedPart {
  readonly from: string
  readonly what: 'cable' | 'value' | 'pinned version'
  readonly why: string
}

/** An input that only the new model has. */
export interface NewInput {
  readonly label: string
  /** It has neither a value nor a default: the user must give one. */
  readonly missing: boolean
}

/** The effects of changing the model of a node. Nothing has been changed yet. */
export interface ModelChange {
  readonly carried: readonly CarriedPart[]
  readonly dropped: readonly DroppedPart[]
  readonly added: readonly NewInput[]
  /** The workflow afterwards: one edit, so that one undo reverts it. */
  readonly workflow: Workflow
}

/**
 * A node that does the same task with another model: its id, position and title stay, values and cables go to the
 * inputs that have their part (see `matchPorts`), if they are valid there. A pinned version is of the model before, so
 * it is dropped. Null if there is no such node, or its type is unknown.
 */
export function changeModel(
  workflow: Workflow,
  registry: Registry,
  id: string,
  type: NodeType,
): ModelChange | null {
  const node = workflow.nodes.find((one) => one.id === id)
  const before = registry.get(node?.type ?? '')
  if (node === undefined || before === undefined) return null
  const values = changeValues(node, before, type)
  const edges = changeEdges(workflow, registry, { id, before, type })
  const matched = new Set(matchPorts(before.inputs, type.inputs).values())
  const given = new Set([...Object.keys(values.values), ...edges.inputs])
  const added = Object.entries(type.inputs).flatMap(([name, port]): NewInput[] => {
    const missing = port.required && port.default === undefined && !given.has(name)
    return matched.has(name) && !missing ? [] : [{ label: port.label, missing }]
  })
  const pinned: DroppedPart[] =
    node.take === undefined
      ? []
      : [{ from: 'Pinned version', what: 'pinned version', why: `It was made by ${nameType(before)}.` }]
  const changed = withField(
    withField({ ...node, type: type.type }, 'values', some(values.values)),
    'take',
    undefined,
  )
  return {
    carried: [...values.carried, ...edges.carried],
    dropped: [...values.dropped, ...edges.dropped, ...pinned],
    added,
    workflow: {
      ...workflow,
      nodes: changeById(workflow.nodes, new Set([id]), () => changed),
      edges: edges.edges,
    },
  }
}

const some = <T extends object>(record: T): T | undefined =>
  Object.keys(record).length === 0 ? undefined : record

const gone = (label: string, { title }: NodeType): string => `${title} has no input like ${label}.`

function changeValues(node: Node, before: NodeType, type: NodeType) {
  const matches = matchPorts(before.inputs, type.inputs)
  const values: Record<string, Json> = {}
  const carried: CarriedPart[] = []
  const dropped: DroppedPart[] = []
  for (const [name, value] of Object.entries(node.values ?? {})) {
    const from = before.inputs[name]?.label ?? name
    const target = matches.get(name) ?? ''
    const port = type.inputs[target]
    if (port === undefined) {
      dropped.push({ from, what: 'value', why: gone(from, type) })
      continue
    }
    const fitted = fitValue(value, port)
    if ('why' in fitted) {
      dropped.push({ from, what: 'value', why: `${port.label} of ${nameType(type)}: ${fitted.why}.` })
      continue
    }
    values[target] = fitted.value
    carried.push({ from, to: port.label, what: 'value' })
  }
  return { values, carried, dropped }
}

/** A value as another port takes it: as one item of a list, out of a list of one, or a number as the text of a choice. */
function fitValue(value: Json, port: Port): { readonly value: Json } | { readonly why: string } {
  const [fault] = checkLiteral(port, value)
  if (fault === undefined) return { value }
  const single = isList(value) && value.length === 1 ? value[0] : undefined
  const candidates: readonly Json[] = [
    ...(port.type.list && !isList(value) ? [[value]] : []),
    ...(!port.type.list && single !== undefined ? [single] : []),
    ...(port.type.kind === 'text' && typeof value === 'number' ? [String(value)] : []),
    ...(port.type.kind !== 'text' && typeof value === 'string' && isNumber(value) ? [Number(value)] : []),
  ]
  const fitting = candidates.find((one) => checkLiteral(port, one).length === 0)
  return fitting === undefined ? { why: fault.message } : { value: fitting }
}

const isNumber = (text: string): boolean => /^-?\d{1,15}(?:\.\d{1,15})?$/.test(text)

interface Change {
  readonly id: string
  readonly before: NodeType
  readonly type: NodeType
}

function changeEdges(workflow: Workflow, registry: Registry, { id, before, type }: Change) {
  const { graph } = buildGraph(workflow)
  const resolver = createResolver(graph, registry)
  const inputs = matchPorts(before.inputs, type.inputs)
  const outputs = matchPorts(before.outputs, type.outputs)
  const carried: CarriedPart[] = []
  const dropped: DroppedPart[] = []
  const into = new Set<string>()

  /** The edge with an end at the new port; undefined if it has no place there. */
  function moveEnd(edge: Edge, side: 'from' | 'to'): Edge | undefined {
    const [ports, matches] = side === 'to' ? [before.inputs, inputs] : [before.outputs, outputs]
    const others = side === 'to' ? type.inputs : type.outputs
    const { port: name } = edge[side]
    const label = ports[name]?.label ?? name
    const target = matches.get(name) ?? ''
    const port = others[target]
    if (port === undefined) {
      const why = side === 'to' ? gone(label, type) : `${nameType(type)} has no output like ${label}.`
      dropped.push({ from: label, what: 'cable', why })
      return undefined
    }
    const verdict = verdictOn(edge, side, port)
    if (verdict !== null) {
      dropped.push({ from: label, what: 'cable', why: verdict })
      return undefined
    }
    if (side === 'to') into.add(target)
    carried.push({ from: label, to: port.label, what: 'cable' })
    return { ...edge, [side]: { ...edge[side], port: target } }
  }

  /** Why the edge cannot be at the new port; null if it can, or if what is at its other end is unknown. */
  function verdictOn({ from, to }: Edge, side: 'from' | 'to', port: Port): string | null {
    const other = side === 'to' ? typeOfSource(from) : typeOfTarget(to)
    if (other === undefined) return null
    const verdict =
      side === 'to' ? checkCompatibility(other, port.type) : checkCompatibility(port.type, other)
    return verdict.ok ? null : `${verdict.why}.`
  }

  function typeOfSource({ node, port }: PortRef): PortType | undefined {
    const index = graph.indexOf.get(node)
    return index === undefined ? undefined : resolver.outputType(index, port)
  }

  function typeOfTarget({ node, port }: PortRef): PortType | undefined {
    const index = graph.indexOf.get(node) ?? -1
    return registry.get(graph.nodes[index]?.type ?? '')?.inputs[port]?.type
  }

  const edges = workflow.edges.flatMap((edge): Edge[] => {
    let next: Edge | undefined = edge
    if (edge.to.node === id) next = moveEnd(edge, 'to')
    if (next !== undefined && edge.from.node === id) next = moveEnd(next, 'from')
    return next === undefined ? [] : [next]
  })
  return { edges, carried, dropped, inputs: into }
}
