import type { PinnedVersion, Workflow } from '#shared/document/workflow.ts'
import type { Result, Results } from '../results/results.ts'

const kept = new WeakMap<PinnedVersion, Result>()

/** A kept result as a card shows it: the same one for the same take. */
export function takenResult(take: PinnedVersion): Result {
  const known = kept.get(take)
  if (known !== undefined) return known
  const result: Result = {
    phase: 'done',
    startedAt: null,
    finishedAt: 0,
    outputs: take.outputs,
    reused: true,
    ...(take.fanned !== undefined && { fanned: take.fanned }),
    cost: null,
  }
  kept.set(take, result)
  return result
}

type OfTab = Results[string]

/** What each node gives out: what was kept for it, else what it made last. */
export function countingResults(results: OfTab, { nodes }: Workflow): OfTab {
  const taken = nodes.flatMap(({ id, take }) =>
    take === undefined ? [] : [[id, takenResult(take)] as const],
  )
  return taken.length === 0 ? results : { ...results, ...Object.fromEntries(taken) }
}

/** What each card shows: what is looked at, else what counts. */
export function shownResults(results: OfTab, workflow: Workflow, looks: OfTab): OfTab {
  const counting = countingResults(results, workflow)
  return Object.keys(looks).length === 0 ? counting : { ...counting, ...looks }
}
