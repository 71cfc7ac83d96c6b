import type { Registry } from '#shared/nodes/registry.ts'
import { planRunnable } from '#shared/run/planRunnable.ts'
import type { Step } from '#shared/run/reduceRun.ts'
import type { RunEvent } from '#shared/run/run.ts'
import type { JobStore } from '../../jobs/jobStore.ts'
import { isAtEngine } from '../../jobs/jobStore.ts'
import type { HistoryRow } from '../../library/history.ts'
import type { Runs, RunSource } from '../../library/runs.ts'
import { parseWorkflow } from '../workflows/parseWorkflow.ts'
import { pastEvents } from './pastEvents.ts'

export interface PastRunOptions {
  readonly runs: Pick<Runs, 'steps'>
  readonly store: Pick<JobStore, 'list'>
  /** The node types as they are now. */
  readonly registry: () => Registry
}

/** The events of a run of an earlier process. */
export function readPastRun(
  past: HistoryRow,
  { workflow, request }: RunSource,
  { registry, runs, store }: PastRunOptions,
): readonly RunEvent[] {
  const steps = runs.steps(past.id)
  const planned = planRunnable(parseWorkflow(workflow), registry(), request.targets ?? undefined)
  const nodes = [...planned.muted.map(({ node }) => node), ...planned.steps.map(({ node }) => node.id)]
  // What ran is reported, even if today's node types give another plan.
  return pastEvents(
    past,
    [...new Set([...nodes, ...Object.keys(steps)])],
    withOpenJobs(past.id, steps, store),
  )
}

/** The store has neither the start of a step, nor whether its job continues; its jobs have. */
function withOpenJobs(
  run: string,
  steps: ReturnType<Runs['steps']>,
  store: PastRunOptions['store'],
): ReturnType<Runs['steps']> {
  const all = store.list({ run })
  const jobs = new Map(all.map(({ facts }) => [facts.node, facts.createdAt]))
  const open = new Set(all.filter(({ phase }) => isAtEngine(phase.state)).map(({ facts }) => facts.node))
  const entries = Object.entries(steps).map(([node, step]): [string, Step] => {
    if (step.phase === 'cancelled') {
      const { goesOn: _, ...rest } = step
      return [node, open.has(node) ? { ...rest, goesOn: true } : rest]
    }
    if (step.phase !== 'done' || step.reused) return [node, step]
    return [node, { ...step, startedAt: step.startedAt ?? jobs.get(node) ?? null }]
  })
  return Object.fromEntries(entries)
}
