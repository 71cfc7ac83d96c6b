import type { Workflow } from '../document/workflow.ts'
import { modeOf } from '../document/workflow.ts'
import { CARRIED, withCarried } from '../catalogue/carried.ts'
import type { Graph } from '../graph/graph.ts'
import { buildGraph } from '../graph/graph.ts'
import { cycleProblem, orderOf } from '../graph/order.ts'
import { createResolver } from '../graph/resolve.ts'
import type { Registry } from '../nodes/registry.ts'
import type { Json } from '../ports/value.ts'
import type { Problem } from '../problems/problem.ts'
import type { PlanContext } from './planInputs.ts'
import { checkCables, knownInputs, nameOf, noticesOf, planInputs } from './planInputs.ts'
import type { PlanStep } from './planStep.ts'
import { checkPinnedVersion, isFanned, pinnedNode } from './pinnedVersion.ts'
import type { KnownOutputs } from './unusedNodes.ts'
import { unusedNodes } from './unusedNodes.ts'
import { wantedNodes, wantedOfAll } from './wanted.ts'

/** What will run and in which order, and what is wrong: known before anything is spent. */
export interface Plan {
  readonly workflow: Workflow
  readonly steps: readonly PlanStep[]
  /** Targets that will not run, because they or what they need is muted. */
  readonly muted: readonly { readonly node: string; readonly of: string }[]
  /** With any of these the plan must not run. */
  readonly problems: readonly Problem[]
  /** Information that does not prevent the run. */
  readonly notices: readonly Problem[]
}

const emptyPlan = { steps: [], muted: [], notices: [] } as const

/**
 * Plans a run of `targets` and all that they need; without targets, of everything except the nodes `without`. Unused
 * nodes are not planned: see `wantedNodes`, and `unusedNodes`. Pure, linear in nodes and edges, without recursion.
 * Problems with ids, edges and cycles stop every run, whatever its targets, because they make it ambiguous. So does a
 * target that does not exist, has nothing to run, is muted or bypassed, or depends on a muted node. An empty list of
 * targets (`[]`) is a valid run of nothing; a run of everything of which muted nodes leave nothing is refused.
 */
export function plan(
  workflow: Workflow,
  base: Registry,
  targets?: readonly string[],
  without?: ReadonlySet<string>,
): Plan {
  const registry = withCarried(base, workflow)
  const { graph, problems } = buildGraph(workflow)
  const { order, cycle } = orderOf(graph)
  if (cycle.length > 0) return { ...emptyPlan, workflow, problems: [...problems, cycleProblem(graph, cycle)] }
  const resolver = createResolver(graph, registry)
  const context = { graph, registry, resolver }
  const wanted = targets === undefined ? wantedOfAll(context, order, without) : wantedNodes(context, targets)
  const planWanted = (): ReturnType<typeof planSteps> =>
    planSteps(context, order, wanted.nodes, [...problems, ...wanted.problems], [...wanted.notices])
  let { known, ...planned } = planWanted()
  const unused = unusedNodes(planned.steps, known)
  if (unused.length > 0) {
    for (const { node, user } of unused) {
      wanted.nodes[graph.indexOf.get(node.id) ?? -1] = 0
      const message = `${nameOf(node, registry)} is not run: only ${nameOf(user, registry)} would use it, which is given an empty list`
      wanted.notices.push({ code: 'left-out', message, path: [], node: node.id })
    }
    ;({ known, ...planned } = planWanted())
  }
  const isIdle = targets === undefined && planned.steps.length === 0 && planned.problems.length === 0
  return { workflow, ...planned, ...(isIdle && { problems: allMuted(graph, planned.muted) }) }
}

/** A run of which every node is muted, or depends on a muted one, would succeed without having made anything. */
const allMuted = (graph: Graph, muted: Plan['muted']): readonly Problem[] =>
  [...new Set(muted.map(({ of }) => of))].map((node) => ({
    code: 'muted',
    message: 'is muted, and nothing is left to run',
    path: ['nodes', graph.indexOf.get(node) ?? 0, 'mode'],
    node,
  }))

function planSteps(
  context: Pick<PlanContext, 'graph' | 'registry' | 'resolver'>,
  order: readonly number[],
  wanted: Uint8Array,
  problems: Problem[],
  notices: Problem[],
): Omit<Plan, 'workflow'> & { readonly known: readonly KnownOutputs[] } {
  const { graph, registry, resolver } = context
  const steps: PlanStep[] = []
  const feeds: number[][] = []
  const muted: { node: string; of: string }[] = []
  /** By step: the passed-on values that are known already. */
  const known: KnownOutputs[] = []
  /** By node: its step's index, or −1. */
  const stepOf = new Int32Array(graph.nodes.length).fill(-1)
  for (const index of order) {
    const node = graph.nodes[index]
    if (wanted[index] === 0 || node === undefined || modeOf(node) === 'bypassed') continue
    const mutedBy = resolver.mutedBy(index)
    if (mutedBy !== undefined) {
      muted.push({ node: node.id, of: graph.nodes[mutedBy]?.id ?? '' })
      if (mutedBy !== index) for (const notice of noticesOf(context, index, node)) notices.push(notice)
      continue
    }
    const type = registry.get(node.type)
    if (type === undefined) {
      problems.push({
        code: 'unknown-node',
        message: `the node type ${JSON.stringify(node.type)} is unknown`,
        path: ['nodes', index, 'type'],
        node: node.id,
      })
      continue
    }
    if (type.inert) continue
    if (type.carried && node.take === undefined)
      notices.push({ code: 'carried', message: CARRIED, path: ['nodes', index, 'type'], node: node.id })
    if (node.take !== undefined) {
      for (const problem of checkPinnedVersion(index, node, type, node.take)) problems.push(problem)
      stepOf[index] = steps.length
      const fed: number[] = []
      feeds.push(fed)
      known.push(undefined)
      steps.push({
        node,
        type: pinnedNode(type, node.take),
        inputs: [],
        ...(isFanned(node.take, type) && { fanned: true }),
        waits: 0,
        feeds: fed,
        own: true,
      })
      continue
    }
    // One by one: a single node can have more problems than a call takes arguments.
    for (const problem of checkCables(graph, registry, index, node, type)) problems.push(problem)
    const planned = planInputs({ ...context, stepOf, known }, index, node, type)
    for (const notice of planned.notices) notices.push(notice)
    for (const problem of planned.problems) problems.push(problem)
    const stepIndex = steps.length
    stepOf[index] = stepIndex
    known.push(type.passes && passedOn(type.passes, knownInputs(planned.inputs, known)))
    let waits = 0
    for (const input of planned.inputs)
      if (input.source !== null) {
        waits++
        feeds[input.source.step]?.push(stepIndex)
      }
    const fed: number[] = []
    feeds.push(fed)
    const own = (wanted[index] === 2 || type.effect) && { own: true as const }
    steps.push({ node, type, inputs: planned.inputs, waits, feeds: fed, ...own })
  }
  return { steps, muted, problems, notices, known }
}

/** The outputs that are known because they are inputs from the file. */
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
