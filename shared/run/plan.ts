import type { Node, Workflow } from '../document/workflow.ts'
import { modeOf } from '../document/workflow.ts'
import type { Graph } from '../graph/graph.ts'
import { buildGraph } from '../graph/graph.ts'
import { cycleProblem, orderOf } from '../graph/order.ts'
import type { Resolver } from '../graph/resolve.ts'
import { createResolver } from '../graph/resolve.ts'
import type { NodeType } from '../nodes/defineNode.ts'
import type { Registry } from '../nodes/registry.ts'
import type { Conversion } from '../ports/flow.ts'
import type { Port } from '../ports/port.ts'
import type { Json } from '../ports/value.ts'
import type { Problem } from '../problem.ts'
import { checkCables, knownInputs, planInputs } from './planInputs.ts'
import { checkTake, takenNode } from './take.ts'

/** Where an input of a step comes from. */
export interface PlanInput {
  readonly name: string
  readonly port: Port
  /** The step (its place in `steps`) and output that feed it, or null: then the literal counts. */
  readonly source: {
    readonly step: number
    readonly output: string
    /** Whether that output is a list by its own declaration. */
    readonly list: boolean
    readonly conversion: Conversion | null
    /** Whether the port may refuse what comes: limits, choices, or a kind that was not known when planning. */
    readonly checked: boolean
  } | null
  readonly literal: Json | undefined
  /** The literal is a list for a port that takes one, passed on by a bypassed node: the step runs once per item. */
  readonly each: boolean
}

export interface PlanStep {
  readonly node: Node
  readonly type: NodeType
  readonly inputs: readonly PlanInput[]
  /** How many of its cables come from other steps: it starts when all have delivered. */
  readonly waits: number
  /** The steps that it feeds, by their place in `steps`, once per cable. */
  readonly feeds: readonly number[]
}

/** What will run and in which order, and what is wrong: found out before anything is spent. */
export interface Plan {
  readonly workflow: Workflow
  readonly steps: readonly PlanStep[]
  /** Nodes that are asked for and will not run, because they or what they need is muted. */
  readonly muted: readonly { readonly node: string; readonly of: string }[]
  /** With any of these the plan must not run. */
  readonly problems: readonly Problem[]
  /** Worth telling, in the way of nothing. */
  readonly notices: readonly Problem[]
}

const nothing = { steps: [], muted: [], notices: [] } as const

/**
 * Plans a run of `targets` and all that they need; without targets, of everything but the nodes `without`. Pure, linear
 * in nodes and edges, without recursion.
 */
export function plan(
  workflow: Workflow,
  registry: Registry,
  targets?: readonly string[],
  without?: ReadonlySet<string>,
): Plan {
  const { graph, problems } = buildGraph(workflow)
  const { order, cycle } = orderOf(graph)
  if (cycle.length > 0) return { ...nothing, workflow, problems: [...problems, cycleProblem(graph, cycle)] }
  const resolver = createResolver(graph, registry)
  const wanted = wantedNodes(graph, registry, resolver, targets)
  for (const id of without ?? []) wanted.nodes[graph.indexOf.get(id) ?? -1] = 0
  return {
    workflow,
    ...planSteps(graph, registry, resolver, order, wanted.nodes, [...problems, ...wanted.problems]),
  }
}

/** The nodes to run: the targets and all that really feeds them. Nothing is run for a node that will not run. */
function wantedNodes(
  graph: Graph,
  registry: Registry,
  resolver: Resolver,
  targets: readonly string[] | undefined,
): { readonly nodes: Uint8Array; readonly problems: readonly Problem[] } {
  const nodes = new Uint8Array(graph.nodes.length)
  if (targets === undefined) {
    graph.nodes.forEach((node, index) => {
      if (graph.indexOf.get(node.id) === index && !registry.get(node.type)?.inert) nodes[index] = 1
    })
    return { nodes, problems: [] }
  }
  const problems: Problem[] = []
  const stack: number[] = []
  for (const id of targets) {
    const index = graph.indexOf.get(id)
    const node = index === undefined ? undefined : graph.nodes[index]
    if (index === undefined || node === undefined)
      problems.push({ code: 'missing', message: `there is no node ${JSON.stringify(id)} to run`, path: [] })
    else if (modeOf(node) !== 'active')
      problems.push({
        code: 'muted',
        message: `is asked for and ${modeOf(node)}`,
        path: ['nodes', index, 'mode'],
        node: id,
      })
    else if (registry.get(node.type)?.inert === true)
      problems.push({
        code: 'missing',
        message: 'is asked for and has nothing to run',
        path: ['nodes', index],
        node: id,
      })
    else stack.push(index)
  }
  for (let index = stack.pop(); index !== undefined; index = stack.pop()) {
    if (nodes[index] === 1) continue
    nodes[index] = 1
    const node = graph.nodes[index]
    // What feeds a node that does not run is not needed for its sake.
    if (node === undefined || modeOf(node) === 'muted' || node.take !== undefined) continue
    for (const port of graph.inputs[index]?.keys() ?? []) {
      const feed = resolver.feedOf(index, port)
      if (feed?.from === 'output') stack.push(feed.node)
    }
  }
  return { nodes, problems }
}

function planSteps(
  graph: Graph,
  registry: Registry,
  resolver: Resolver,
  order: readonly number[],
  wanted: Uint8Array,
  problems: Problem[],
): Omit<Plan, 'workflow'> {
  const steps: PlanStep[] = []
  const feeds: number[][] = []
  const notices: Problem[] = []
  const muted: { node: string; of: string }[] = []
  /** By step: what it passes on that is known already. */
  const known: (Readonly<Record<string, Json>> | undefined)[] = []
  /** By node: its step's place, or −1. */
  const stepOf = new Int32Array(graph.nodes.length).fill(-1)
  /** By node that will not run: the muted node to blame. */
  const silent = new Map<number, number>()
  for (const index of order) {
    const node = graph.nodes[index]
    if (wanted[index] !== 1 || node === undefined || modeOf(node) === 'bypassed') continue
    if (modeOf(node) === 'muted') {
      silent.set(index, index)
      muted.push({ node: node.id, of: node.id })
      continue
    }
    const type = registry.get(node.type)
    if (type === undefined) {
      problems.push({
        code: 'unknown-node',
        message: `there is no node type ${JSON.stringify(node.type)} here`,
        path: ['nodes', index, 'type'],
        node: node.id,
      })
      continue
    }
    if (type.inert) continue
    if (node.take !== undefined) {
      for (const problem of checkTake(index, node, type, node.take)) problems.push(problem)
      stepOf[index] = steps.length
      const fed: number[] = []
      feeds.push(fed)
      known.push(undefined)
      steps.push({ node, type: takenNode(type, node.take), inputs: [], waits: 0, feeds: fed })
      continue
    }
    // One by one: a single node can have more problems than a call takes arguments.
    for (const problem of checkCables(graph, registry, index, node, type)) problems.push(problem)
    const planned = planInputs({ graph, registry, resolver, stepOf, silent, known }, index, node, type)
    for (const notice of planned.notices) notices.push(notice)
    if (planned.starved !== undefined) {
      silent.set(index, planned.starved)
      muted.push({ node: node.id, of: graph.nodes[planned.starved]?.id ?? '' })
      continue
    }
    for (const problem of planned.problems) problems.push(problem)
    const place = steps.length
    stepOf[index] = place
    known.push(type.passes && passedOn(type.passes, knownInputs(planned.inputs, known)))
    let waits = 0
    for (const input of planned.inputs)
      if (input.source !== null) {
        waits++
        feeds[input.source.step]?.push(place)
      }
    const fed: number[] = []
    feeds.push(fed)
    steps.push({ node, type, inputs: planned.inputs, waits, feeds: fed })
  }
  return { steps, muted, problems, notices }
}

/** The outputs that are known because they are inputs as they stand in the file. */
const passedOn = (
  passes: Readonly<Record<string, string>>,
  inputs: Readonly<Record<string, Json>>,
): Readonly<Record<string, Json>> =>
  Object.fromEntries(
    Object.entries(passes).flatMap(([output, input]) => {
      const value = inputs[input]
      return value === undefined ? [] : [[output, value]]
    }),
  )
