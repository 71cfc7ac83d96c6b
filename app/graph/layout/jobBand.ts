import type { CardJob } from '../../state/jobs/cardJobs.ts'
import { jobActs, jobSentence } from '../../state/jobs/jobText.ts'
import { CARD } from './metrics.ts'
import { textLines } from './textLines.ts'

/** A list may have many: the others are in the history. */
const MAX_JOBS = 2

/** Jobs that wait for the user come first. */
const order: readonly CardJob['state'][] = [
  'unknown',
  'awaited',
  'expired',
  'goes on',
  'stopped',
  'arrived',
  'attached',
]

/** The jobs that a card has room for. */
export const shownOnCard = (jobs: readonly CardJob[]): readonly CardJob[] =>
  jobs.toSorted((one, other) => order.indexOf(one.state) - order.indexOf(other.state)).slice(0, MAX_JOBS)

/** The text about the others; '' if there are none. */
export function moreJobsText(jobs: readonly CardJob[]): string {
  const more = jobs.length - MAX_JOBS
  return more <= 0 ? '' : `${more} more in Queue and history.`
}

/** The width of the icon before the text, in pixels. */
const SIGN = 22

/** The height of the band for a card's jobs, with the buttons; 0 if there is nothing to show. `width` is the card's. */
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
