import type { Workflow } from '#shared/document/workflow.ts'
import type { Incomplete } from '#shared/run/incomplete.ts'
import type { Registry } from '#shared/nodes/registry.ts'
import type { Plan } from '#shared/run/plan.ts'
import { planRun } from '#shared/run/planRunnable.ts'
import type { Seeds } from '#shared/run/seeds.ts'
import { drawPlanned } from '#shared/run/drawPlanned.ts'
import { nextTurn } from '../../platform/nextTurn.ts'
import { invalid, parseWorkflow } from '../parseWorkflow.ts'

/** A run that nothing is known to be wrong with. */
export interface PreparedRun {
  /** What the run is called. */
  readonly name: string
  /** The workflow as it runs, seeds drawn, as it is written down. */
  readonly text: string
  readonly seeds: Seeds
  readonly plan: Plan
}

export interface PrepareRunRequest {
  readonly text: string
  readonly targets: readonly string[] | null
  readonly incomplete?: Incomplete | undefined
  /** What the kept workflow is called, where it is one: that counts before the name in the text. */
  readonly name: string | null
  /** The seeds that the run before has used. */
  readonly used?: Seeds | undefined
}

/** Plans a run of a text. Throws `workflow.invalid` with `data.problems`, or `workflow.newer`. */
export async function prepareRun(
  request: PrepareRunRequest,
  registry: Registry,
  random: () => number,
): Promise<PreparedRun> {
  const { text } = request
  await nextTurn(text)
  const read = parseWorkflow(text)
  const name = request.name ?? read.name ?? 'Untitled'
  const targets = request.targets ?? undefined
  await nextTurn(text)
  const { workflow, seeds } = drawPlanned({ ...read, name }, targets, registry, random, request.used)
  await nextTurn(text)
  return {
    name,
    text: JSON.stringify(workflow),
    seeds,
    plan: planAgain(workflow, request, registry),
  }
}

/** Plans a run of a text whose seeds were drawn. Throws likewise. */
export async function preparePlan(
  text: string,
  asked: Pick<PrepareRunRequest, 'targets' | 'incomplete'>,
  registry: Registry,
): Promise<Plan> {
  await nextTurn(text)
  const workflow = parseWorkflow(text)
  await nextTurn(text)
  return planAgain(workflow, asked, registry)
}

/** Plans a workflow whose seeds were drawn. Throws `workflow.invalid` with `data.problems`. */
function planAgain(
  workflow: Workflow,
  { targets, incomplete }: Pick<PrepareRunRequest, 'targets' | 'incomplete'>,
  registry: Registry,
): Plan {
  const planned = planRun(workflow, registry, targets ?? undefined, incomplete)
  if (planned.problems.length > 0) throw invalid('The workflow cannot run', planned.problems)
  return planned
}
