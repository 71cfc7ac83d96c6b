import type { PinnedVersion, Workflow } from '#shared/document/workflow.ts'
import { weakMemo } from '#shared/weakMemo.ts'
import type { Result, Results } from '../results/results.ts'

/** A pinned version as a card shows it: the same object for the same version. */
export const pinnedResult = weakMemo((take: PinnedVersion): Result => ({
  phase: 'done',
  startedAt: null,
  finishedAt: 0,
  outputs: take.outputs,
  reused: true,
  ...(take.fanned !== undefined && { fanned: take.fanned }),
  cost: null,
}))

type OfTab = Results[string]

/** What each node outputs: its pinned version, else what it made last. */
export function effectiveResults(results: OfTab, { nodes }: Workflow): OfTab {
  const pinned = nodes.flatMap(({ id, take }) =>
    take === undefined ? [] : [[id, pinnedResult(take)] as const],
  )
  return pinned.length === 0 ? results : { ...results, ...Object.fromEntries(pinned) }
}

/** What each card shows: the previewed version, else what the node outputs. */
export function shownResults(results: OfTab, workflow: Workflow, viewed: OfTab): OfTab {
  const effective = effectiveResults(results, workflow)
  return Object.keys(viewed).length === 0 ? effective : { ...effective, ...viewed }
}
