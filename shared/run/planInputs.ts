import type { Node } from '../document/workflow.ts'
import type { Graph } from '../graph/graph.ts'
import type { Feed, Resolver } from '../graph/resolve.ts'
import type { NodeType } from '../nodes/defineNode.ts'
import type { Registry } from '../nodes/registry.ts'
import { nameType } from '../nodes/nameType.ts'
import { checkLiteral } from '../ports/check.ts'
import { checkCompatibility, convert } from '../ports/compatibility.ts'
import type { Port } from '../ports/port.ts'
import type { Json } from '../ports/value.ts'
import type { Path, Problem, ProblemCode } from '../problems/problem.ts'
import type { PlanInput } from './planStep.ts'

/** The results of earlier nodes that planning one node may use. */
export interface PlanContext {
  readonly graph: Graph
  readonly registry: Registry
  readonly resolver: Resolver
  /** By node: its step's index, or −1. */
  readonly stepOf: Int32Array
  /** By step: the outputs that are known before the run, because the step passes on values of the file. */
  readonly known: readonly (Readonly<Record<string, Json>> | undefined)[]
}

/** The inputs of one node, its problems, and its notices. */
export interface PlannedInputs {
  readonly inputs: readonly PlanInput[]
  readonly problems: readonly Problem[]
  readonly notices: readonly Problem[]
}

/** The title of a node. */
export const nameOf = (node: Node | undefined, registry: Registry): string =>
  node?.title ?? registry.get(node?.type ?? '')?.title ?? node?.id ?? ''

/** Cables into ports that the node type does not have. */
export function checkCables(
  graph: Graph,
  registry: Registry,
  index: number,
  { id: node }: Node,
  type: NodeType,
): readonly Problem[] {
  const problems: Problem[] = []
  for (const [port, source] of graph.inputs[index] ?? []) {
    if (!Object.hasOwn(type.inputs, port))
      problems.push({
        code: 'unknown-port',
        message: `${nameType(type)} has no input ${JSON.stringify(port)}`,
        path: ['edges', source.edge, 'to', 'port'],
        node,
        port,
      })
    const from = graph.nodes[source.node]
    const fromType = registry.get(from?.type ?? '')
    if (fromType !== undefined && !Object.hasOwn(fromType.outputs, source.port))
      problems.push({
        code: 'unknown-port',
        message: `${nameType(fromType)} has no output ${JSON.stringify(source.port)}`,
        path: ['edges', source.edge, 'from', 'port'],
        node: from?.id ?? '',
        port: source.port,
      })
  }
  return problems
}

/**
 * The notices of a node that does not run: which muted nodes its required inputs depend on, and which of its values
 * have no input. Its cables and values are not checked otherwise, because they cost nothing.
 */
export function noticesOf(
  { graph, registry, resolver }: Pick<PlanContext, 'graph' | 'registry' | 'resolver'>,
  index: number,
  node: Node,
): readonly Problem[] {
  const type = registry.get(node.type)
  if (type === undefined) return []
  const notices: Problem[] = []
  for (const [port, { required }] of Object.entries(type.inputs)) {
    const feed = required ? resolver.feedOf(index, port) : undefined
    const silencer = feed?.from === 'output' ? resolver.mutedBy(feed.node) : undefined
    if (silencer === undefined) continue
    const message = `Skipped: ${nameOf(graph.nodes[silencer], registry)} is muted`
    notices.push({ code: 'muted', message, path: ['nodes', index], node: node.id, port })
  }
  return [...notices, ...strayValues(index, node, type)]
}

/** What of the schema of the node's endpoint could not be used. */
const oddSchema = (index: number, { id: node }: Node, type: NodeType): readonly Problem[] =>
  (type.notices ?? []).map((notice) => ({
    code: 'schema',
    message: `of the schema of ${nameType(type)}: ${notice}`,
    path: ['nodes', index, 'type'],
    node,
  }))

/** Values at inputs that the node type does not have. */
const strayValues = (index: number, node: Node, type: NodeType): readonly Problem[] =>
  Object.keys(node.values ?? {})
    .filter((name) => !Object.hasOwn(type.inputs, name))
    .map((port) => ({
      code: 'unknown-port',
      message: `${nameType(type)} has no input of this name; the value is saved but not used`,
      path: ['nodes', index, 'values', port],
      node: node.id,
      port,
    }))

/**
 * The source of each input of a node that runs, and its problems. Where a cable brings nothing (behind a bypassed node
 * with nothing to pass on, and behind a node that does not run at an optional input), it is as if there were no cable,
 * so that the input's own value counts, then its default. (A required input behind a node that does not run keeps its
 * node from running whatever its own value, because the result would not be what the canvas shows:
 * `Resolver.silencedBy`.) `null` in a file is no value, and for a required input neither is `""`: JSON `null` can only
 * reach a required JSON input through a cable.
 */
export function planInputs(context: PlanContext, index: number, node: Node, type: NodeType): PlannedInputs {
  const { graph, resolver } = context
  const inputs: PlanInput[] = []
  const problems: Problem[] = []
  const addProblem = (port: string, code: ProblemCode, message: string, path: Path): void => {
    problems.push({ code, message, path, node: node.id, port })
  }
  const edgeInto = (port: string): Path => ['edges', graph.inputs[index]?.get(port)?.edge ?? 0]
  for (const [name, declared] of Object.entries(type.inputs)) {
    let port = declared
    const feed = resolver.feedOf(index, name)
    if (feed?.from === 'output' && resolver.mutedBy(feed.node) === undefined) {
      const source = planSource(context, feed, port)
      if (typeof source === 'string') addProblem(name, 'type', source, edgeInto(name))
      else if (source !== null) inputs.push({ name, port, source, literal: undefined, each: false })
      continue
    }
    const given = feed?.from === 'literal' ? passLiteral(feed, port) : ownLiteral(node, name, port)
    if (typeof given === 'string') {
      addProblem(name, 'type', given, edgeInto(name))
      continue
    }
    // What a picture port has as its literal names a picture, even if a port that accepts every kind gets it.
    if (feed?.from === 'literal' && port.type.kind === 'any')
      port = { ...port, type: { ...port.type, kind: feed.type.kind } }
    const { literal, each } = given
    const path = ['nodes', index, 'values', name]
    if (literal === undefined || (literal === '' && port.required)) {
      if (port.required) addProblem(name, 'missing', missing(port, feed, context), path)
      continue
    }
    const whole = each ? { ...port, type: { ...port.type, list: true } } : port
    for (const fault of checkLiteral(whole, literal))
      addProblem(name, 'value', fault.message, [...path, ...fault.path])
    inputs.push({ name, port, source: null, literal, each })
  }
  if (type.check !== undefined && problems.length === 0)
    problems.push(...checkTogether(index, node, type, knownInputs(inputs, context.known)))
  return { inputs, problems, notices: [...oddSchema(index, node, type), ...strayValues(index, node, type)] }
}

/** The value of an input without a cable's value, and whether it is a list to run over. */
interface Literal {
  readonly literal: Json | undefined
  readonly each: boolean
}

function ownLiteral(node: Node, name: string, port: Port): Literal {
  const { values } = node
  const value = values !== undefined && Object.hasOwn(values, name) ? values[name] : undefined
  // The cast is sound: defaults are declared in data files or in node files, as JSON.
  return { literal: value ?? (port.default as Json | undefined), each: false }
}

/**
 * A literal on its way through a bypassed node: it is converted like any other value, or refused with a reason. A value
 * that is not a list although its port takes lists continues as one value; the port that it reaches checks it.
 */
function passLiteral({ value, type }: Feed & { readonly from: 'literal' }, port: Port): Literal | string {
  const compatibility = checkCompatibility(type, port.type)
  if (!compatibility.ok) return compatibility.why
  const { conversion, arity } = compatibility
  // The casts are sound: what is no media row converts to JSON, and a literal is none.
  const one = (item: Json): Json => (conversion === null ? item : (convert(item, conversion) as Json))
  const literal = Array.isArray(value) && type.list ? value.map((item: Json) => one(item)) : one(value)
  return { literal: arity === 'wrap' ? [literal] : literal, each: arity === 'each' && Array.isArray(literal) }
}

function missing(port: Port, feed: Feed | undefined, { graph, registry }: PlanContext): string {
  if (feed?.from === 'nothing')
    return `${port.label} is needed, and ${nameOf(graph.nodes[feed.bypassed], registry)}, which is bypassed, has nothing of that type to pass on`
  return `${port.label} is needed: ${wayToFill(port)}connect something to it`
}

/** What the control of an input lets the user do without a cable. */
function wayToFill({ control, type }: Port): string {
  if (control.kind === 'none' || (control.kind === 'picture' && type.list)) return ''
  return control.kind === 'picture' ? 'choose a file or ' : 'give it a value or '
}

/** The source of an input, a reason if it cannot flow, or null if the node that feeds it has problems of its own. */
function planSource(
  { resolver, stepOf }: PlanContext,
  feed: Feed & { readonly from: 'output' },
  port: Port,
): PlanInput['source'] | string {
  const step = stepOf[feed.node] ?? -1
  const from = resolver.outputType(feed.node, feed.port)
  const compatibility = checkCompatibility(from, port.type)
  if (!compatibility.ok) return compatibility.why
  if (step < 0) return null
  const checked = from.kind === 'any' ? port.type.kind !== 'any' : mayRefuse(port)
  return { step, output: feed.port, list: from.list, conversion: compatibility.conversion, checked }
}

const mayRefuse = (port: Port): boolean =>
  port.type.choices !== undefined ||
  port.type.kind === 'lora' ||
  port.control.kind === 'seed' ||
  Object.keys(port.limits).length > 0

/** The inputs whose values are known before the run, by name: a list that the step runs over is not. */
export function knownInputs(
  inputs: readonly PlanInput[],
  known: PlanContext['known'],
): Readonly<Record<string, Json>> {
  const values: Record<string, Json> = {}
  for (const { name, source, each, literal } of inputs) {
    const value =
      source === null ? literal : source.conversion === null ? known[source.step]?.[source.output] : undefined
    if (value !== undefined && !each) values[name] = value
  }
  return values
}

/** The node type's own check of its inputs together, as far as they are known. */
function checkTogether(
  index: number,
  node: Node,
  type: NodeType,
  known: Readonly<Record<string, Json>>,
): readonly Problem[] {
  const message = type.check?.(known) ?? null
  return message === null ? [] : [{ code: 'value', message, path: ['nodes', index, 'values'], node: node.id }]
}
