import type { Node, Workflow } from '../document/workflow.ts'
import { seedModeOf } from '../document/workflow.ts'
import { withCarried } from '../catalogue/carried.ts'
import type { Graph } from '../graph/graph.ts'
import { buildGraph } from '../graph/graph.ts'
import { orderOf } from '../graph/order.ts'
import type { Feed, Resolver } from '../graph/resolve.ts'
import { createResolver } from '../graph/resolve.ts'
import type { Registry } from '../nodes/registry.ts'
import type { Port } from '../ports/port.ts'
import type { Values } from '../ports/value.ts'
import { weakMemo } from '../weakMemo.ts'
import { toPinnedVersion } from './pinnedVersion.ts'

/** The result that a node shows. */
export interface MadeResult {
  /** The run that made it, or reused it. */
  readonly run: string
  readonly outputs: Values
}

export interface OutdatedQuery {
  readonly workflow: Workflow
  readonly registry: Registry
  /** By node: its last result. */
  readonly results: ReadonlyMap<string, MadeResult>
  /** By run: its workflow, with the seeds that were drawn. Of a run that is not among them, nothing is outdated. */
  readonly ran: ReadonlyMap<string, Workflow>
  /** What a node made in a run, as far as that is known. */
  readonly outputsIn: (run: string, node: string) => Values | undefined
}

/**
 * The nodes whose result is not the one that a run would give now, because an input of theirs, or of a node before
 * them, is another one than in the run that made it. Compares what decides cached results: types, values, cables and,
 * where they are known, the outputs of the nodes before. A seed that is random, or counts, is no difference: it is the one that
 * the last run used. Pure; linear in nodes and cables for each run that made one of the results.
 */
export function outdatedNodes(query: OutdatedQuery): ReadonlySet<string> {
  const { workflow, registry, results, ran } = query
  const outdated = new Set<string>()
  const byRun = new Map<string, string[]>()
  for (const [node, { run }] of results) {
    const nodes = byRun.get(run)
    if (nodes === undefined) byRun.set(run, [node])
    else nodes.push(node)
  }
  const now = graphOf(workflow, registry)
  const { order } = orderOf(now.graph)
  for (const [run, nodes] of byRun) {
    const then = ran.get(run)
    if (then === undefined) continue
    const same = sameNodes(query, now, order, run, graphOf(then, registry))
    for (const node of nodes) {
      const index = now.graph.indexOf.get(node)
      if (index !== undefined && same[index] === 0) outdated.add(node)
    }
  }
  return outdated
}

/** A workflow, prepared for queries. */
interface Prepared {
  readonly graph: Graph
  readonly registry: Registry
  readonly resolver: Resolver
}

const prepare = weakMemo((base: Registry) =>
  weakMemo((workflow: Workflow): Prepared => {
    const registry = withCarried(base, workflow)
    const { graph } = buildGraph(workflow)
    return { graph, registry, resolver: createResolver(graph, registry) }
  }),
)

const graphOf = (workflow: Workflow, registry: Registry): Prepared => prepare(registry)(workflow)

/** By node of today's workflow: 0 if it is another one than it was in this run, or a node before it is. */
function sameNodes(
  query: OutdatedQuery,
  now: Prepared,
  order: readonly number[],
  run: string,
  then: Prepared,
): Uint8Array {
  const same = new Uint8Array(now.graph.nodes.length).fill(1)
  for (const index of order) {
    const node = now.graph.nodes[index]
    const before = then.graph.indexOf.get(node?.id ?? '')
    const isSame =
      node !== undefined &&
      before !== undefined &&
      (node.take === undefined
        ? isSameNode(query, now, index, then, before, same) && isSameResult(query, run, node.id)
        : isPinnedFrom(query, run, node, then.graph.nodes[before]))
    same[index] = isSame ? 1 : 0
  }
  return same
}

/** Whether a node has the same type and the same inputs as then. */
function isSameNode(
  query: OutdatedQuery,
  now: Prepared,
  index: number,
  then: Prepared,
  before: number,
  same: Uint8Array,
): boolean {
  const [node, old] = [now.graph.nodes[index], then.graph.nodes[before]]
  if (node === undefined || old === undefined) return false
  if (node.type !== old.type || old.take !== undefined) return false
  const type = now.registry.get(node.type)
  if (type === undefined) return isEqual(node.values, old.values)
  return Object.entries(type.inputs).every(([name, port]) => {
    const feed = madeBy(now, index, name)
    const fed = madeBy(then, before, name)
    if (feed?.from !== 'output' || fed?.from !== 'output')
      return (
        feed?.from !== 'output' &&
        fed?.from !== 'output' &&
        isEqual(valueNow(query, node, name, port, feed), valueAt(old, name, port, fed))
      )
    return (
      feed.port === fed.port &&
      now.graph.nodes[feed.node]?.id === then.graph.nodes[fed.node]?.id &&
      same[feed.node] === 1
    )
  })
}

/** What an input receives, behind reroutes and other nodes that only pass a value on. */
function madeBy({ graph, registry, resolver }: Prepared, index: number, name: string): Feed | undefined {
  let feed = resolver.feedOf(index, name)
  // No path is longer than the graph: this ends on cycles, too.
  for (let left = graph.nodes.length; left > 0 && feed?.from === 'output'; left--) {
    const node = graph.nodes[feed.node]
    const passes = node?.take === undefined ? registry.get(node?.type ?? '')?.passes : undefined
    const input = passes !== undefined && Object.hasOwn(passes, feed.port) ? passes[feed.port] : undefined
    const source = input === undefined ? undefined : resolver.feedOf(feed.node, input)
    if (source?.from !== 'output') return feed
    feed = source
  }
  return feed
}

/** The value of an input without a cable: what a bypassed node passes on, else its own, else its default. */
const valueAt = ({ values }: Node, name: string, port: Port, feed: Feed | undefined): unknown =>
  feed?.from === 'literal'
    ? feed.value
    : ((values !== undefined && Object.hasOwn(values, name) ? values[name] : undefined) ?? port.default)

/** The same today: a seed that is drawn or counted when a run starts is the one that the last run has used. */
function valueNow(
  { results, ran }: OutdatedQuery,
  node: Node,
  name: string,
  port: Port,
  feed: Feed | undefined,
): unknown {
  const value = valueAt(node, name, port, feed)
  const isDrawn = seedModeOf(node) !== 'fixed' || (typeof value === 'number' && value < 0)
  if (port.control.kind !== 'seed' || !isDrawn) return value
  const last = ran.get(results.get(node.id)?.run ?? '')
  const used = last === undefined ? undefined : nodesById(last).get(node.id)
  return used === undefined ? value : valueAt(used, name, port, undefined)
}

/** Whether its last result is the one that it had in this run: with equal inputs it may have been made again. */
function isSameResult({ results, outputsIn }: OutdatedQuery, run: string, node: string): boolean {
  const last = results.get(node)
  if (last === undefined || last.run === run) return true
  const made = outputsIn(run, node)
  return made === undefined || areEqual(made, last.outputs)
}

/** Whether a pinned version is what the node gave in this run. */
function isPinnedFrom(query: OutdatedQuery, run: string, node: Node, old: Node | undefined): boolean {
  if (node.take === undefined) return false
  if (isEqual(node.take.outputs, old?.take?.outputs)) return true
  const last = query.results.get(node.id)
  const made = last?.run === run ? last.outputs : query.outputsIn(run, node.id)
  return made !== undefined && isEqual(node.take.outputs, storedOutputs(made))
}

const nodesById = weakMemo(
  ({ nodes }: Workflow): ReadonlyMap<string, Node> => new Map(nodes.map((node) => [node.id, node])),
)

const storedOutputs = weakMemo((outputs: Values) => toPinnedVersion(outputs).outputs)

const areEqual = (one: Values, other: Values): boolean =>
  one === other || isEqual(storedOutputs(one), storedOutputs(other))

/** Whether two JSON values are the same, whatever the order of their fields. */
function isEqual(one: unknown, other: unknown): boolean {
  if (one === other) return true
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false
  const fields = Object.entries(one)
  return (
    Array.isArray(one) === Array.isArray(other) &&
    fields.length === Object.keys(other).length &&
    // The cast is sound: it is an object, whose fields are not known.
    fields.every(([key, value]) => isEqual(value, (other as Readonly<Record<string, unknown>>)[key]))
  )
}
