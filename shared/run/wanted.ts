import { modeOf } from '../document/workflow.ts'
import type { Problem } from '../problems/problem.ts'
import type { PlanContext } from './planInputs.ts'
import { nameOf } from './planInputs.ts'

/** By node: 1 where it is part of a run, as one that runs or one that is told to be passed over; 2 where it is for its own sake. */
export interface Wanted {
  readonly nodes: Uint8Array
  readonly problems: readonly Problem[]
  readonly notices: Problem[]
}

type Context = Pick<PlanContext, 'graph' | 'registry' | 'resolver'>

/**
 * The nodes of a run of `targets`: these and all that really feeds them. What feeds only a node that does not run, because it
 * is muted or hangs on a muted one, or which a kept result stands for, is none of them.
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
      // Of a node that does not run, only those are followed that keep it from running, so that they are told, too.
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
 * The nodes of a run of everything but `without`: all but those that only nodes use which do not use them, at no charge is
 * paid for that leads nowhere. Those are nodes that are left out, hang on a muted node, or have a kept result. A node
 * that nothing uses is there for its own sake, and so is one that leaves something outside (an effect), or that feeds a
 * node which is itself muted: there somebody has cut the workflow short. A notice tells of each that is dropped.
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
  /** By node: whether something uses it (2: one that is muted), and else the first node that only would. */
  const used = new Uint8Array(graph.nodes.length)
  const idle = new Map<number, number>()
  // Whatever uses a node stands behind it.
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
