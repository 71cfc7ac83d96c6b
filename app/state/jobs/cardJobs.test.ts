import { expect, test } from 'vitest'
import type { RunRow } from '#shared/api/records.ts'
import type { RunJob } from '#shared/api/runJobs.ts'
import type { Step } from '#shared/run/reduceRun.ts'
import { fakeMedia } from '#shared/testing/media.ts'
import { cardJobs } from './cardJobs.ts'

const media = fakeMedia(1)
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
const row = (id: string, ...jobs: readonly RunJob[]): RunRow => ({
  id,
  name: 'Harbour',
  workflow: null,
  mode: 'live',
  state: 'cancelled',
  queuedAt: 0,
  startedAt: 0,
  finishedAt: 0,
  cost: null,
  node: null,
  ...(jobs.length > 0 && { jobs: [...jobs] }),
})
const failed = (code: 'job.unknown' | 'job.awaited', about = 'j'): Step => ({
  phase: 'failed',
  startedAt: 0,
  finishedAt: 0,
  error: { code, message: 'No.', data: { job: about } },
  outputs: {},
  cost: null,
})
const of = { run: 'r1', steps: {}, results: {} }

test('a card shows the jobs of its run', () => {
  const rows = [row('r2', { ...job, job: 'other' }), row('r1', job), row('r0')]
  expect(cardJobs({ ...of, rows })).toEqual({ a: [{ ...job, run: 'r1' }] })
})

test('it also shows the job of an earlier run that made its result', () => {
  const arrived: RunJob = { ...job, state: 'arrived', media }
  const shown = { a: { outputs: { images: [fakeMedia(2), media] } } }
  expect(cardJobs({ ...of, rows: [row('r0', arrived)], results: shown })).toEqual({
    a: [{ ...arrived, run: 'r0' }],
  })
  expect(cardJobs({ ...of, rows: [row('r0', { ...arrived, media: fakeMedia(3) })], results: shown })).toEqual(
    {},
  )
})

test.each(['job.unknown', 'job.awaited'] as const)(
  'what a step that failed with %s says about its job is not repeated, except for the action that detaches its request',
  (code) => {
    const state = code === 'job.unknown' ? 'unknown' : 'awaited'
    const steps = { a: failed(code) }
    const about = { ...job, state } as const
    const other = { ...about, job: 'other' } as const
    expect(cardJobs({ ...of, rows: [row('r1', about, other)], steps })).toEqual({
      a: [{ ...other, run: 'r1' }],
    })
    expect(cardJobs({ ...of, rows: [row('r1', { ...about, attached: true })], steps })).toEqual({
      a: [{ ...about, attached: true, state: 'attached', run: 'r1' }],
    })
  },
)
