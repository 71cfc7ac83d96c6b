import type { Workflow } from '../document/workflow.ts'
import type { Registry } from '../nodes/registry.ts'
import { planRunnable } from './planRunnable.ts'
import type { Seeds } from './seeds.ts'
import { drawSeeds } from './seeds.ts'

/** As `drawSeeds`, for a run of `targets`: the seeds of nodes that this run leaves out do not move. */
export function drawPlanned(
  workflow: Workflow,
  targets: readonly string[] | undefined,
  registry: Registry,
  random: () => number,
  used: Seeds = {},
): ReturnType<typeof drawSeeds> {
  // What is missing may be a seed that is drawn: only then is it known what runs.
  const whole = targets === undefined ? drawSeeds(workflow, registry, random, undefined, used) : null
  const { steps } = planRunnable(whole?.workflow ?? workflow, registry, targets)
  const running = new Set(steps.map(({ node }) => node.id))
  if (whole !== null && Object.keys(whole.seeds).every((node) => running.has(node))) return whole
  return drawSeeds(workflow, registry, random, running, used)
}
