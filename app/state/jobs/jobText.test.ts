import { expect, test } from 'vitest'
import type { RunJob } from '#shared/api/runJobs.ts'
import { fakeMedia } from '#shared/testing/media.ts'
import type { JobAct } from './jobText.ts'
import { jobActs, jobSentence } from './jobText.ts'

const job: RunJob = {
  job: 'j',
  engine: 'fal',
  node: 'a',
  title: 'Repaint',
  state: 'goes on',
  requestId: 'req-1',
  cost: null,
  media: null,
}
const media = fakeMedia(1)

test.each<[Partial<RunJob>, string, readonly JobAct[]]>([
  [{}, 'The job had started, so it continues and will be charged.', []],
  [{ attached: true }, 'The job had started, so it continues and will be charged.', ['detach']],
  [
    { state: 'arrived', media, cost: 0.02 },
    'Its result arrived after the run had ended and cost $0.02.',
    ['show'],
  ],
  [{ state: 'arrived', media }, 'Its result arrived after the run had ended.', ['show']],
  [
    { state: 'awaited', attached: true },
    'The engine reports the job as done, but the output has not arrived yet. It is not paid for again.',
    ['refresh', 'detach'],
  ],
  [{ state: 'expired' }, 'The job is done, but its files are no longer at the engine.', ['refresh']],
  [{ state: 'stopped' }, 'The job was cancelled. The engine does not say whether it was charged.', []],
  [
    { state: 'unknown' },
    'It is unknown whether the engine accepted this job. It may have been charged, so it is not submitted again.',
    ['attach', 'submit'],
  ],
  [
    { state: 'attached', attached: true, media },
    'This comes from a request that was attached by hand.',
    ['detach'],
  ],
  [{ state: 'attached', attached: true }, 'A request was attached to this job by hand.', ['detach']],
])('the job %o is described as %j, with its actions', (change, text, acts) => {
  const one = { ...job, ...change }
  expect([jobSentence(one), jobActs(one)]).toEqual([text, acts])
})
