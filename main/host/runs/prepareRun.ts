import type { Workflow } from '#shared/document/workflow.ts'
import type { Expanded } from '#shared/graph/expand.ts'
import { expand, expandTargets } from '#shared/graph/expand.ts'
import type { Incomplete } from '#shared/run/incomplete.ts'
import { asItBegan, withSchemas } from '#shared/catalogue/carried.ts'
import type { Registry } from '#shared/nodes/registry.ts'
import type { Plan } from '#shared/run/plan.ts'
import { planDrawn } from '#shared/run/planDrawn.ts'
import { planRun } from '#shared/run/planRunnable.ts'
import type { Seeds } from '#shared/run/seeds.ts'
import { nextTurn } from '../../platform/nextTurn.ts'
import { invalid, parseWorkflow } from '../workflows/parseWorkflow.ts'

/** A run without known problems. */
export interface PreparedRun {
  /** The name of the run. */
  readonly name: string
  /** The workflow as it runs and is stored, with its seeds drawn. */
  readonly text: string
  readonly seeds: Seeds
  /** The targets as nodes of that workflow. */
  readonly targets: readonly string[] | null
  readonly plan: Plan
}

export interface PrepareRunRequest {
  readonly text: string
  readonly targets: readonly string[] | null
  readonly incomplete?: Incomplete | undefined
  /** The name of the saved workflow, if it is one: takes precedence over the name in the text. */
  readonly name: string | null
  /** The seeds that the previous run used. */
  readonly used?: Seeds | undefined
}

/**
 * Draws the seeds of a run and plans it. This is the only time that it is planned: the same plan is used for the
 * forecast, for display, and for the run when its turn comes, however long that takes. Throws `workflow.invalid` with
 * `data.problems`, or `workflow.newer`.
 */
export async function prepareRun(
  { text, targets, incomplete, name: savedName, used }: PrepareRunRequest,
  registry: Registry,
  random: () => number,
): Promise<PreparedRun> {
  await nextTurn(text)
  const expanded = flat(parseWorkflow(text))
  const { workflow: read } = expanded
  const name = savedName ?? read.name ?? 'Untitled'
  await nextTurn(text)
  const own = targets === null ? null : expandTargets(targets, expanded)
  const request = { targets: own ?? undefined, incomplete, used }
  const { plan, seeds } = planDrawn({ ...read, name }, request, registry, random)
  const planned = checkPlan(plan)
  await nextTurn(text)
  const stored = JSON.stringify(withSchemas(planned.workflow, registry))
  return { name, seeds, plan: planned, targets: own, text: stored }
}

/** Plans a run of a text whose seeds were drawn. Throws likewise. */
export async function preparePlan(
  text: string,
  { targets, incomplete }: Pick<PrepareRunRequest, 'targets' | 'incomplete'>,
  registry: Registry,
): Promise<Plan> {
  await nextTurn(text)
  const { workflow } = flat(parseWorkflow(text))
  await nextTurn(text)
  return checkPlan(planRun(workflow, asItBegan(registry, workflow), targets ?? undefined, incomplete))
}

/** A run is planned, carried out and stored without blocks, so that it can be resumed as it was. */
function flat(document: Workflow): Expanded {
  const expanded = expand(document)
  if (expanded.problems.length > 0) throw invalid('The workflow cannot run', expanded.problems)
  return expanded
}

function checkPlan(plan: Plan): Plan {
  const problems = [...plan.problems, ...plan.notices.filter(({ code }) => code === 'carried')]
  if (problems.length > 0) throw invalid('The workflow cannot run', problems)
  return plan
}
