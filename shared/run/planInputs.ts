import type { Node } from '../document/workflow.ts'
import type { Graph } from '../graph/graph.ts'
import type { Feed } from '../graph/resolve.ts'
import { feedOf, outputType } from '../graph/resolve.ts'
import type { NodeType } from '../nodes/defineNode.ts'
import type { Registry } from '../nodes/registry.ts'
import { checkValue } from '../ports/check.ts'
import { checkFlow } from '../ports/flow.ts'
import type { Port, PortType } from '../ports/port.ts'
import type { Json } from '../ports/value.ts'
import type { Path, Problem, ProblemCode } from '../problem.ts'
import type { PlanInput } from './plan.ts'

/** What planning one node may ask of the nodes planned before it. */
export interface PlanContext {
  readonly graph: Graph
  readonly registry: Registry
  /** By node: its step's place, or −1. */
  readonly stepOf: Int32Array
  /** By node that will not run: the muted node to blame. */
  readonly silent: ReadonlyMap<number, number>
}

/** The inputs of one node; `starved` names the muted node without which a required input stays empty. */
export interface PlannedInputs {
  readonly inputs: readonly PlanInput[]
  readonly problems: readonly Problem[]
  readonly notices: readonly Problem[]
  readonly starved: number | undefined
}

/** Cables into ports that the node type does not have. */
export function checkCables(
  graph: Graph,
  registry: Registry,
  index: number,
  type: NodeType,
): readonly Problem[] {
  const problems: Problem[] = []
  const node = graph.nodes[index]?.id ?? ''
  for (const [port, source] of graph.inputs[index] ?? []) {
    if (!Object.hasOwn(type.inputs, port))
      problems.push({
        code: 'unknown-port',
        message: `${type.title} has no input ${JSON.stringify(port)}`,
        path: ['edges', source.edge, 'to', 'port'],
        node,
        port,
      })
    const from = graph.nodes[source.node]
    const fromType = registry.get(from?.type ?? '')
    if (fromType !== undefined && !Object.hasOwn(fromType.outputs, source.port))
      problems.push({
        code: 'unknown-port',
        message: `${fromType.title} has no output ${JSON.stringify(source.port)}`,
        path: ['edges', source.edge, 'from', 'port'],
        node: from?.id ?? '',
        port: source.port,
      })
  }
  return problems
}

/** Where each input of a node comes from, and what is wrong with it. */
export function planInputs(
  context: PlanContext,
  index: number,
  node: Node,
  type: NodeType,
): PlannedInputs {
  const { graph, registry, silent } = context
  const inputs: PlanInput[] = []
  const problems: Problem[] = []
  const notices: Problem[] = []
  let starved: number | undefined
  const say = (port: string, code: ProblemCode, message: string, path: Path): void => {
    problems.push({ code, message, path, node: node.id, port })
  }
  for (const name of Object.keys(type.inputs)) {
    const port = type.inputs[name]
    if (port === undefined) continue
    const edge = graph.inputs[index]?.get(name)?.edge
    const feed = feedOf(graph, registry, index, name)
    const blamed = feed?.from === 'output' ? silent.get(feed.node) : undefined
    if (blamed !== undefined && port.required) {
      starved ??= blamed
      notices.push({
        code: 'muted',
        message: `does not run: ${port.label} comes from ${JSON.stringify(graph.nodes[blamed]?.id)}, which is muted`,
        path: ['nodes', index],
        node: node.id,
        port: name,
      })
      continue
    }
    if (feed?.from === 'output' && blamed === undefined) {
      const source = planSource(context, feed, port)
      if (typeof source === 'string') say(name, 'type', source, ['edges', edge ?? 0])
      else if (source !== null) inputs.push({ name, port, source, literal: undefined })
      continue
    }
    const given = literalFor(feed, node, name)
    if (given.type !== undefined) {
      const flow = checkFlow(given.type, port.type)
      if (!flow.ok) say(name, 'type', flow.why, ['edges', edge ?? 0])
    }
    const literal = given.value ?? defaultOf(port)
    const path = ['nodes', index, 'values', name]
    if (literal === undefined || (literal === '' && port.required)) {
      if (port.required) say(name, 'missing', missing(port, feed, graph), path)
      continue
    }
    const faults = checkValue(port, literal)
    for (const fault of faults) say(name, 'value', fault.message, [...path, ...fault.path])
    inputs.push({ name, port, source: null, literal })
  }
  if (problems.length === 0 && starved === undefined) problems.push(...checkTogether(index, node, type, inputs))
  for (const name of Object.keys(node.values ?? {}))
    if (!Object.hasOwn(type.inputs, name))
      notices.push({
        code: 'unknown-port',
        message: `${type.title} has no input of this name; the value is kept and not used`,
        path: ['nodes', index, 'values', name],
        node: node.id,
        port: name,
      })
  return { inputs, problems, notices, starved }
}

/** The cast is sound: defaults are declared in data files or in node files, as JSON. */
const defaultOf = (port: Port): Json | undefined => port.default as Json | undefined

function literalFor(
  feed: Feed | undefined,
  node: Node,
  name: string,
): { readonly value?: Json; readonly type?: PortType } {
  if (feed?.from === 'literal') return { value: feed.value, type: feed.type }
  const { values } = node
  const value = values !== undefined && Object.hasOwn(values, name) ? values[name] : undefined
  return value === undefined || value === null ? {} : { value }
}

function missing(port: Port, feed: Feed | undefined, graph: Graph): string {
  if (feed?.from === 'nothing')
    return `${port.label} is needed, and the bypassed node ${JSON.stringify(graph.nodes[feed.bypassed]?.id)} has nothing of that type to pass on`
  return port.control.kind === 'picture' || port.control.kind === 'none'
    ? `${port.label} is needed: connect something to it`
    : `${port.label} is needed: give it a value or connect something to it`
}

/** The source of an input, words when it cannot flow, or null when the node that feeds it has problems of its own. */
function planSource(
  { graph, registry, stepOf }: PlanContext,
  feed: Feed & { readonly from: 'output' },
  port: Port,
): PlanInput['source'] | string {
  const step = stepOf[feed.node] ?? -1
  const from = outputType(graph, registry, feed.node, feed.port)
  const flow = checkFlow(from, port.type)
  if (!flow.ok) return flow.why
  if (step < 0) return null
  const checked = from.kind === 'any' ? port.type.kind !== 'any' : mayRefuse(port)
  return { step, output: feed.port, list: from.list, conversion: flow.conversion, checked }
}

const mayRefuse = (port: Port): boolean =>
  port.type.choices !== undefined || port.type.kind === 'lora' || Object.keys(port.limits).length > 0

/** The node type's own check of its inputs together, once all of them are known. */
function checkTogether(
  index: number,
  node: Node,
  type: NodeType,
  inputs: readonly PlanInput[],
): readonly Problem[] {
  if (type.check === undefined || inputs.some((input) => input.source !== null)) return []
  const known = Object.fromEntries(inputs.map((input) => [input.name, input.literal ?? null]))
  const message = type.check(known)
  return message === null
    ? []
    : [{ code: 'value', message, path: ['nodes', index, 'values'], node: node.id }]
}
