import { modeOf } from '../document/workflow.ts'
import type { Problem } from '../problems/problem.ts'
import type { PlanContext } from './planInputs.ts'
import { nameOf } from './planInputs.ts'

/**
 * By node: 1 if it is part of a run, as one that runs or one that is reported as skipped; 2 if it runs for its own
 * sake.
 */
export interface Wanted {
  readonly nodes: Uint8Array
  readonly problems: readonly Problem[]
  readonly notices: Problem[]
}

type Context = Pick<PlanContext, 'graph' | 'registry' | 'resolver'>

/**
 * The nodes of a run of `targets`: these and all that actually feed them. Excludes what only feeds a node that does not
 * run (it is muted, depends on a muted one, or has a pinned version).
 */
export function wantedNodes(context: Context, targets: readonly string[]): Wanted {
  const { graph, registry, resolver } = context
  const nodes = new Uint8Array(graph.nodes.length)
  const problems: Problem[] = []
  const stack: number[] = []
  for (const id of targets) {
    const index = graph.indexOf.get(id)
    const problem = index === undefined ? notThere(id) : problemOfTarget(context, index)
    if (problem !== undefined) problems.push(problem)
    else if (index !== undefined) stack.push(index)
  }
  for (let index = stack.pop(); index !== undefined; index = stack.pop()) {
    if (nodes[index] === 1) continue
    nodes[index] = 1
    const node = graph.nodes[index]
    if (node === undefined || modeOf(node) === 'muted' || node.take !== undefined) continue
    const runs = resolver.mutedBy(index) === undefined
    for (const port of Object.keys(registry.get(node.type)?.inputs ?? {})) {
      const feed = resolver.feedOf(index, port)
      // For a node that does not run, only those are followed that keep it from running, so that they are reported,
      // too.
      if (feed?.from === 'output' && (runs || resolver.mutedBy(feed.node) !== undefined))
        stack.push(feed.node)
    }
  }
  for (const id of targets) {
    const index = graph.indexOf.get(id) ?? -1
    if (nodes[index] === 1) nodes[index] = 2
  }
  return { nodes, problems, notices: [] }
}

const notThere = (id: string): Problem => ({
  code: 'missing',
  message: `there is no node ${JSON.stringify(id)} to run`,
  path: [],
})

/** Why a node cannot be a target. */
function problemOfTarget({ graph, registry, resolver }: Context, index: number): Problem | undefined {
  const node = graph.nodes[index]
  if (node === undefined) return undefined
  const { id } = node
  if (modeOf(node) !== 'active')
    return {
      code: 'muted',
      message: `is asked for and ${modeOf(node)}`,
      path: ['nodes', index, 'mode'],
      node: id,
    }
  if (registry.get(node.type)?.inert === true)
    return {
      code: 'missing',
      message: 'is asked for and has nothing to run',
      path: ['nodes', index],
      node: id,
    }
  const silencer = resolver.mutedBy(index)
  if (silencer === undefined) return undefined
  const name = nameOf(graph.nodes[silencer], registry)
  return {
    code: 'muted',
    message: `is asked for and cannot run: it needs ${name}, which is muted`,
    path: ['nodes', index],
    node: id,
  }
}

/**
 * The nodes of a run of everything except `without`: all except those whose only users do not use them, because unused
 * work must not be paid for. Such users are left out, depend on a muted node, or have a pinned version. A node without
 * users runs for its own sake, and so does one with an effect outside, or one that feeds a node which is itself muted:
 * there the user has cut the workflow short. A notice names each node that is dropped.
 */
export function wantedOfAll(
  { graph, registry, resolver }: Context,
  order: readonly number[],
  without: ReadonlySet<string> = new Set(),
): Wanted {
  const nodes = new Uint8Array(graph.nodes.length)
  const notices: Problem[] = []
  graph.nodes.forEach((node, index) => {
    const isFirst = graph.indexOf.get(node.id) === index
    if (isFirst && registry.get(node.type)?.inert !== true && !without.has(node.id)) nodes[index] = 1
  })
  /** By node: whether something uses it (2: a muted one), or else the first node that would have. */
  const used = new Uint8Array(graph.nodes.length)
  const idle = new Map<number, number>()
  // Users come after the nodes that they use.
  for (const index of order.toReversed()) {
    const node = graph.nodes[index]
    const type = registry.get(node?.type ?? '')
    if (node === undefined || type === undefined || modeOf(node) === 'bypassed') continue
    const isMuted = modeOf(node) === 'muted'
    if (nodes[index] === 1 && used[index] === 2) nodes[index] = 2
    const runs = nodes[index] !== 0 && resolver.mutedBy(index) === undefined
    const only = idle.get(index)
    if (runs && used[index] === 0 && only !== undefined && !type.effect && node.take === undefined) {
      nodes[index] = 0
      const message = `${nameOf(node, registry)} is not run: only ${nameOf(graph.nodes[only], registry)} would use it`
      notices.push({ code: 'left-out', message, path: [], node: node.id })
    }
    const uses = isMuted || (runs && nodes[index] !== 0 && node.take === undefined)
    for (const port of Object.keys(type.inputs)) {
      const feed = resolver.feedOf(index, port)
      if (feed?.from !== 'output') continue
      if (uses) used[feed.node] = isMuted ? 2 : Math.max(used[feed.node] ?? 0, 1)
      else idle.set(feed.node, index)
    }
  }
  return { nodes, problems: [], notices }
}
