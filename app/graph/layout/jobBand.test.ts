import { expect, test } from 'vitest'
import type { CardJob } from '../../state/jobs/cardJobs.ts'
import { jobBandHeight, moreJobsText, shownOnCard } from './jobBand.ts'

const job = (id: string, state: CardJob['state']): CardJob => ({
  job: id,
  engine: 'fal',
  node: 'a',
  title: 'Repaint',
  state,
  requestId: null,
  cost: null,
  media: null,
  run: 'r',
})

test('a card shows first what waits for the user, and the number of the others', () => {
  const jobs = [job('a', 'goes on'), job('b', 'awaited'), job('c', 'unknown'), job('d', 'goes on')]
  expect(shownOnCard(jobs).map((one) => one.job)).toEqual(['c', 'b'])
  expect(moreJobsText(jobs)).toBe('2 more in Queue and history.')
  expect(moreJobsText(jobs.slice(0, 2))).toBe('')
})

test('a card without such jobs has no room for them', () => {
  expect(jobBandHeight([], 280)).toBe(0)
})

test('words, buttons and further jobs have their room', () => {
  // An icon, text of 2 lines at 280 px, and a hairline above and below.
  expect(jobBandHeight([job('a', 'goes on')], 280)).toBe(54)
  // 3 lines, and a row of buttons.
  expect(jobBandHeight([job('a', 'awaited')], 280)).toBe(2 + 16 + 3 * 18 + 34)
  expect(jobBandHeight([job('a', 'goes on'), job('b', 'goes on'), job('c', 'goes on')], 280)).toBe(
    2 + 2 * 52 + 26,
  )
})
