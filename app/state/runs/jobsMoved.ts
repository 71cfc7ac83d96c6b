import type { Run, Step } from '#shared/run/reduceRun.ts'
import type { RunsState } from './runs.ts'

/** The part of a step that decides how many jobs are open, cached, or still to be submitted. */
function standing(step: Step | undefined): string {
  if (step === undefined) return ''
  if (step.phase !== 'running') return step.phase
  const states = Object.values(step.progress).map(({ status }) => status ?? '')
  return [step.phase, ...Object.values(step.ended), ...states].join(' ')
}

function movedIn(after: Run, before: Run | undefined): boolean {
  if (after === before || after.steps === before?.steps) return false
  return Object.entries(after.steps).some(([node, step]) => {
    const was = before?.steps[node]
    return step !== was && standing(step) !== standing(was)
  })
}

/**
 * Whether the cost of a run may have changed: a run began, progressed or ended, or a step or one of its jobs changed
 * its state.
 */
export const jobsMoved = (after: RunsState, before: RunsState): boolean =>
  (after.rows !== before.rows && rowsOf(after) !== rowsOf(before)) ||
  Object.entries(after.runs).some(([id, run]) => movedIn(run, before.runs[id]))

const rowsOf = ({ rows }: RunsState): string =>
  rows
    .map(({ id, state, jobs = [] }) => [id, state, ...jobs.map((one) => `${one.job} ${one.state}`)].join(' '))
    .join('\n')

/** Whether a run has ended: its jobs are no longer in progress. */
export function hasEnded(after: RunsState, before: RunsState): boolean {
  if (after.rows !== before.rows) {
    const states = new Map(after.rows.map(({ id, state }) => [id, state]))
    if (before.rows.some(({ id, state }) => goesOn(state) && !goesOn(states.get(id)))) return true
  }
  return Object.entries(after.runs).some(
    ([id, run]) => run.phase !== 'running' && before.runs[id]?.phase === 'running',
  )
}

const goesOn = (state: string | undefined): boolean => state === 'queued' || state === 'running'
