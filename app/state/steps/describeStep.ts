import { describeCount } from '#shared/run/gap.ts'
import type { Step } from '#shared/run/reduceRun.ts'
import type { ItemEnd, SkipReason } from '#shared/run/run.ts'
import { showSeconds } from './showSeconds.ts'

/** Whether the answer to a submit was lost: it may be running and cost money, and the request id is not known. */
export const isUnknown = (step: Step | null): boolean =>
  step?.phase === 'failed' && step.error.code === 'job.unknown'

/** Whether it waits for the user's answer. */
export const needsUserInput = (step: Step | null): boolean =>
  step?.phase === 'waiting' && Object.keys(step.prompts ?? {}).length > 0

/**
 * The state of a step in a few words; '' if there is nothing to say. `blocker` is the title of the node whose output it
 * lacks.
 */
export function describeStep(step: Step, blocker = ''): string {
  switch (step.phase) {
    case 'waiting':
      return needsUserInput(step) ? 'Needs you' : 'Waiting'
    case 'running':
      return describeProgress(step)
    case 'done':
      return [...(step.reused ? ['Cached'] : []), ...notesOf(step)].join(' ')
    case 'failed':
      return isUnknown(step) ? 'Unknown' : describeFailed(step)
    case 'skipped':
      if (blocker === '') return step.because === 'muted' ? 'Muted' : 'Skipped'
      return `Skipped: ${skippedText(step.because, blocker)}`
    case 'cancelled':
      return step.goesOn === true ? 'Cancelled, will be charged' : 'Cancelled'
  }
}

function skippedText(because: SkipReason, blocker: string): string {
  if (because === 'muted') return `${blocker} is muted`
  return because === 'unused' ? `${blocker} does not need it` : `it waits for ${blocker}`
}

/** How many items a finished step got of how many; '' if it got all. */
export const countText = (step: Step): string =>
  step.phase === 'done' && step.got !== undefined ? `${step.got.items} of ${step.got.of}` : ''

/** The notes of a finished step; one that was loaded with the page has only the count of its items. */
export const notesOf = ({ notes, got }: Extract<Step, { phase: 'done' }>): readonly string[] =>
  notes ?? (got === undefined ? [] : [describeCount(got)])

/**
 * The state of a step as text, also while it works. `stopped` is why a step that has not ended neither waits nor works;
 * null if nothing has stopped it.
 */
export function labelStep(step: Step, blocker = '', stopped: string | null = null): string {
  if (stopped !== null && (step.phase === 'waiting' || step.phase === 'running')) return stopped
  return describeStep(step, blocker) || (step.phase === 'running' ? 'Running' : '')
}

/** For a job that is done, but whose output has not arrived: the usual duration of jobs says nothing about it. */
export const AWAITED = 'Output awaited'

/** What it means that a job continues although its run was cancelled. */
export const JOB_CONTINUES = 'The job had started, so it continues and will be charged.'

function describeFailed({ items = [], total }: Extract<Step, { phase: 'failed' }>): string {
  return items.length > 0 && total !== undefined ? `${items.length} of ${total} failed` : 'Failed'
}

/** For a list, how many of its items are done and how many failed; otherwise the state of the one job. */
function describeProgress({ items, progress, ended }: Extract<Step, { phase: 'running' }>): string {
  const reported = Object.values(progress)
  if (items > 1) {
    const states = Object.values(ended)
    const done = states.filter((state) => state === 'done' || state === 'reused').length
    const count = (end: ItemEnd, word: string): string => {
      const number = states.filter((state) => state === end).length
      return number === 0 ? '' : `, ${number} ${word}`
    }
    return `${done} of ${items}${count('failed', 'failed')}${count('missing', 'missing')}`
  }
  const [only] = reported
  if (only?.queuePosition !== undefined && only.queuePosition > 0)
    return `Queued, place ${only.queuePosition}`
  if (only?.status === 'in_queue') return 'Queued'
  if (only?.status === 'output_awaited') return AWAITED
  if (only?.progress !== undefined && only.progress > 0 && only.progress < 1)
    return `${Math.round(only.progress * 100)} %`
  return ''
}

/** How long it has been running, beside the usual duration; both in milliseconds. */
export function describeElapsed(elapsed: number, expected: number | null): string {
  if (expected === null) return showSeconds(elapsed)
  const usual = showSeconds(expected)
  return elapsed <= expected
    ? `${showSeconds(elapsed)} of about ${usual}`
    : `${showSeconds(elapsed)}, usually ${usual}`
}
