import type { Workflow } from '../document/workflow.ts'
import type { Registry } from '../nodes/registry.ts'
import type { Incomplete } from './incomplete.ts'
import type { Plan } from './plan.ts'
import { planRun } from './planRunnable.ts'
import type { Seeds } from './seeds.ts'
import { drawSeeds } from './seeds.ts'

export interface DrawnRequest {
  readonly targets?: readonly string[] | undefined
  readonly incomplete?: Incomplete | undefined
  /** The seeds that the run before has used. */
  readonly used?: Seeds | undefined
}

/**
 * Draws the seeds of a run and plans it, once: what is missing may be a seed that is drawn, so they are drawn first; and the
 * seeds of nodes that this run leaves out do not move, so theirs are put back. `random` as for `drawSeeds`.
 */
export function planDrawn(
  workflow: Workflow,
  { targets, incomplete, used }: DrawnRequest,
  registry: Registry,
  random: () => number,
): { readonly plan: Plan; readonly seeds: Seeds } {
  const drawn = drawSeeds(workflow, registry, random, undefined, used)
  const plan = planRun(drawn.workflow, registry, targets, incomplete)
  const running = new Set(plan.steps.map(({ node }) => node.id))
  const seeds = Object.entries(drawn.seeds).filter(([node]) => running.has(node))
  if (seeds.length === Object.keys(drawn.seeds).length) return { plan, seeds: drawn.seeds }
  const nodes = drawn.workflow.nodes.map((node, index) =>
    running.has(node.id) ? node : (workflow.nodes[index] ?? node),
  )
  return { plan: { ...plan, workflow: { ...workflow, nodes } }, seeds: Object.fromEntries(seeds) }
}
