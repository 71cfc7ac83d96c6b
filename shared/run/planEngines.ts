import type { EngineId } from '../catalogue/engineId.ts'
import { engineOf } from '../endpoint/endpointType.ts'
import type { Plan } from './plan.ts'
import type { PlanStep } from './planStep.ts'

/** The engines that a plan needs, each with the first node that needs it. A node with a pinned version needs none. */
export function planEngines({ steps }: Pick<Plan, 'steps'>): ReadonlyMap<EngineId, PlanStep['node']> {
  const engines = new Map<EngineId, PlanStep['node']>()
  for (const { node, type } of steps) {
    const engine = node.take === undefined ? engineOf(type) : null
    if (engine !== null && !engines.has(engine)) engines.set(engine, node)
  }
  return engines
}
