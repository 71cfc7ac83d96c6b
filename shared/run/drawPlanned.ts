import type { Workflow } from '../document/workflow.ts'
import type { Registry } from '../nodes/registry.ts'
import { plan } from './plan.ts'
import { drawSeeds } from './seeds.ts'

/** As `drawSeeds`, for a run of `targets`: the seeds of nodes that this run leaves out do not move. */
export function drawPlanned(
  workflow: Workflow,
  targets: readonly string[] | undefined,
  registry: Registry,
  random: () => number,
): ReturnType<typeof drawSeeds> {
  if (targets === undefined) return drawSeeds(workflow, registry, random)
  const { steps } = plan(workflow, registry, targets)
  return drawSeeds(workflow, registry, random, new Set(steps.map(({ node }) => node.id)))
}
