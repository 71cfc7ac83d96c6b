import type { Step } from '#shared/run/reduceRun.ts'

/** Whether the answer to a submit was lost: it may run, and may cost, and nobody knows under which request. */
export const isUnknown = (step: Step | null): boolean =>
  step?.phase === 'failed' && step.error.code === 'job.unknown'

/** A step's state in a word or two; '' where there is nothing to say. */
export function describeStep(step: Step): string {
  switch (step.phase) {
    case 'waiting':
      return 'Waiting'
    case 'running':
      return describeProgress(step)
    case 'done':
      return step.reused ? 'Reused' : ''
    case 'failed':
      return isUnknown(step) ? 'Unknown' : 'Failed'
    case 'skipped':
      return step.because === 'muted' ? 'Muted' : 'Not run'
    case 'cancelled':
      return 'Cancelled'
  }
}

function describeProgress({ items, progress }: Extract<Step, { phase: 'running' }>): string {
  const known = Object.values(progress)
  if (items > 1) return `${known.filter((item) => item.progress === 1).length} of ${items}`
  const [only] = known
  if (only?.queuePosition !== undefined && only.queuePosition > 0) return `Queued ${only.queuePosition}`
  if (only?.status === 'in_queue') return 'Queued'
  if (only?.progress !== undefined && only.progress > 0 && only.progress < 1)
    return `${Math.round(only.progress * 100)} %`
  return ''
}
