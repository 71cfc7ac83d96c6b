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
  /** The seeds that the previous run used. */
  readonly used?: Seeds | undefined
}

/**
 * Draws the seeds of a run and plans it, once: a missing input may be a seed that is drawn, so they are drawn first;
 * the seeds of nodes outside of this run do not change, so theirs are restored. `random` as for `drawSeeds`.
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
