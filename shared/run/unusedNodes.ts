import type { Node } from '../document/workflow.ts'
import { isMediaKind } from '../ports/value.ts'
import type { Json, Values } from '../ports/value.ts'
import { createDemand } from './demand.ts'
import type { PlanStep } from './planStep.ts'
import { knownInputs } from './planInputs.ts'
import { isFanned } from './pinnedVersion.ts'

/** For a step: the outputs that are known before the run; undefined if there are none. */
export type KnownOutputs = Readonly<Record<string, Json>> | undefined

/** A node that need not run, and one that would have used it. */
export interface UnusedNode {
  readonly node: Node
  readonly user: Node | undefined
}

/**
 * The nodes that are used only by nodes that are known to run zero times, because they have an empty list: considers
 * pinned versions, lists in the file, and what follows immediately from its values (`makes`). The rest is found out
 * during the run.
 */
export function unusedNodes(
  steps: readonly PlanStep[],
  known: readonly KnownOutputs[],
): readonly UnusedNode[] {
  const demand = createDemand(steps)
  for (const [index, step] of steps.entries()) {
    const { take } = step.node
    if (step.feeds.length === 0 || demand.runsNever(index)) continue
    if (take !== undefined)
      demand.deliver(index, { outputs: take.outputs, fanned: isFanned(take, step.type) })
    const made = take === undefined ? makeNow(step, known) : undefined
    if (made !== undefined) demand.deliver(index, { outputs: made, fanned: false })
  }
  return steps.flatMap(({ node }, index) => {
    const user = demand.idleFor(index)
    return user === undefined ? [] : [{ node, user: steps[user]?.node }]
  })
}

/** The lists that a step makes from the file; undefined if it makes none, or needs more than that. */
function makeNow({ type, inputs }: PlanStep, known: readonly KnownOutputs[]): Values | undefined {
  const { userPrompt, makes, outputs } = type
  if (makes === undefined || userPrompt !== undefined) return undefined
  if (!Object.values(outputs).some((port) => port.type.list)) return undefined
  const values = knownInputs(inputs, known)
  if (inputs.some(({ name, port }) => isMediaKind(port.type.kind) || !Object.hasOwn(values, name)))
    return undefined
  try {
    return makes(values)
  } catch {
    // It fails when it runs, and reports why.
    return undefined
  }
}
