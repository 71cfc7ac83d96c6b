import type { EngineId } from '#shared/catalogue/engineId.ts'
import type { Plan } from '#shared/run/plan.ts'
import { planEngines } from '#shared/run/planEngines.ts'
import type { RunRequest } from '../../library/runs.ts'
import { invalid } from '../workflows/parseWorkflow.ts'

/**
 * A run on one engine alone has no nodes of another: no other account must pay. Throws `workflow.invalid`, naming the
 * engine and a node.
 */
export function checkEngines(
  plan: Plan,
  { mode, only }: Pick<RunRequest, 'mode' | 'only'>,
  titleOf: (engine: EngineId) => string,
): void {
  if (mode === 'practice' || only === null) return
  const others = [...planEngines(plan)].filter(([engine]) => engine !== only)
  if (others.length === 0) return
  const problems = others.map(([engine, { id, title }]) => ({
    code: 'engine' as const,
    message: `The node ${title ?? id} runs on ${titleOf(engine)}, and this run may use ${titleOf(only)} alone. Run it live on all engines.`,
    path: ['nodes', plan.workflow.nodes.findIndex((node) => node.id === id)],
    node: id,
  }))
  throw invalid('The workflow cannot run', problems)
}
