import type { CardJob } from '../../state/jobs/cardJobs.ts'
import { jobActs, jobSentence } from '../../state/jobs/jobText.ts'
import { CARD } from './metrics.ts'
import { textLines } from './textLines.ts'

/** Of a list there may be many: the others are in the history. */
const MAX_JOBS = 2

/** What comes first is what waits for a person. */
const order: readonly CardJob['state'][] = ['unknown', 'awaited', 'expired', 'goes on', 'arrived', 'attached']

/** The jobs that have room on a card. */
export const shownOnCard = (jobs: readonly CardJob[]): readonly CardJob[] =>
  jobs.toSorted((one, other) => order.indexOf(one.state) - order.indexOf(other.state)).slice(0, MAX_JOBS)

/** What is said of the others; '' where there are none. */
export function moreJobsText(jobs: readonly CardJob[]): string {
  const more = jobs.length - MAX_JOBS
  return more <= 0 ? '' : `${more} more in Queue and history.`
}

/** The room of the sign before the words, in pixels. */
const SIGN = 22

/** The height of what is said of a card's jobs, with the buttons; 0 where that is nothing. `width` is the card's. */
export function jobBandHeight(jobs: readonly CardJob[], width: number): number {
  if (jobs.length === 0) return 0
  const heights = shownOnCard(jobs).map((job) => {
    const lines = textLines(jobSentence(job), width - 2 * CARD.side - SIGN, 1, MAX_LINES)
    const acts = jobActs(job)
    const rows = acts.includes('attach') ? 2 : acts.length === 0 ? 0 : 1
    return 2 * CARD.around + lines * CARD.line + rows * (CARD.button + CARD.around)
  })
  const more = moreJobsText(jobs) === '' ? 0 : CARD.line + CARD.around
  return heights.reduce((sum, height) => sum + height, more + 2)
}

const MAX_LINES = 6
