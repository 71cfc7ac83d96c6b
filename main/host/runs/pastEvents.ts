import { gapsOf } from '#shared/run/gap.ts'
import type { Step } from '#shared/run/reduceRun.ts'
import type { RunEvent } from '#shared/run/run.ts'
import { RunEnd } from '#shared/run/run.ts'
import type { HistoryRow } from '../../library/history.ts'

/**
 * For a run of an earlier process: the events that lead to its stored state, in the order of their times. Steps that a
 * cancelled run did not reach are cancelled, and do not wait forever.
 */
export function pastEvents(
  row: Pick<HistoryRow, 'id' | 'name' | 'state' | 'startedAt' | 'finishedAt' | 'cost'>,
  nodes: readonly string[],
  steps: Readonly<Record<string, Step>>,
): readonly RunEvent[] {
  const ended = Object.entries(steps)
    .flatMap(([node, step]) => eventOf(node, step, row.finishedAt ?? row.startedAt))
    .toSorted((a, b) => a.at - b.at)
  const state = RunEnd.safeParse(row.state)
  const at = row.finishedAt ?? row.startedAt
  const left = row.state === 'cancelled' ? nodes.filter((node) => steps[node] === undefined) : []
  return [
    { type: 'run.started', run: row.id, workflow: row.name, at: row.startedAt, nodes: [...nodes], seeds: {} },
    ...ended,
    ...left.map((node) => ({ type: 'step.cancelled' as const, node, at, cost: null })),
    ...(state.success
      ? [{ type: 'run.finished' as const, state: state.data, at, cost: row.cost, outputs: {} }]
      : []),
  ]
}

/** Copies, because the contract's records are mutable. */
const copiedGaps = ({ gaps, got }: Extract<Step, { phase: 'done' | 'failed' }>) =>
  gapsOf({ ...(gaps !== undefined && { gaps: [...gaps] }), got })

type StepEnd = Exclude<RunEvent, { type: 'run.started' | 'run.finished' }>

function eventOf(node: string, step: Step, otherwise: number): readonly StepEnd[] {
  switch (step.phase) {
    case 'waiting':
    case 'running':
      return []
    case 'done': {
      const { startedAt, finishedAt: at, outputs, reused, cost, notes } = step
      const began =
        startedAt === null ? [] : [{ type: 'step.started' as const, node, at: startedAt, items: 1 }]
      const more = {
        ...(step.fanned !== undefined && { fanned: step.fanned }),
        ...copiedGaps(step),
        ...(notes !== undefined && { notes: [...notes] }),
      }
      return [...began, { type: 'step.done', node, at, outputs, reused, cost, ...more }]
    }
    case 'failed': {
      const { finishedAt: at, error, items, total, outputs, cost } = step
      const some = items !== undefined && { items: [...items], ...(total !== undefined && { total }) }
      return [{ type: 'step.failed', node, at, error, ...some, outputs, ...copiedGaps(step), cost }]
    }
    case 'cancelled': {
      const { finishedAt: at, outputs, cost, goesOn } = step
      return [{ type: 'step.cancelled', node, at, outputs, cost, ...(goesOn && { goesOn }) }]
    }
    case 'skipped':
      return [{ type: 'step.skipped', node, at: otherwise, because: step.because, of: step.of }]
  }
}
