import { describe, expect, test } from 'vitest'
import { STOP_REQUESTED } from './cancelJob.ts'
import type { Job, JobState } from './job.ts'
import { done, error, mediaOf, picture, result, setUp, status } from './jobsFixture.ts'
import { jobOf, leave, phases } from './leftFixture.ts'

const hour = 3_600_000
const made = {
  result: {
    requestId: 'r1',
    output: { image: picture },
    media: new Map([[picture, mediaOf('picture one')]]),
    cost: 0.01,
  },
}

describe('a run of an equal input attaches without a submit to a job that an earlier process left', () => {
  test.each<[JobState, readonly string[]]>([
    ['submitted', ['status', 'result', 'download']],
    ['in_queue', ['status', 'result', 'download']],
    ['in_progress', ['status', 'result', 'download']],
    ['cancelling', ['status', 'result', 'download']],
    ['completed', ['download']],
    ['downloaded', []],
  ])('%s', async (state, called) => {
    const left = leave(jobOf(phases[state]))
    const { start, clock, calls } = setUp({ ...done, status: [status('completed')] }, { left })
    const job = start()
    await clock.advance(hour)
    expect(job.end()).toEqual(made)
    expect(calls.map(([call]) => call)).toEqual(called)
    expect(left.all()).toEqual([jobOf(phases.downloaded)])
  })

  test('and gets its updates from then on', async () => {
    const { start, clock } = setUp(done, { left: leave(jobOf(phases.in_queue)) })
    const job = start()
    await clock.advance(hour)
    expect(job.words()).toEqual(['in_queue', 'in_progress', 'completed', 'downloading'])
  })

  test('and, when cancelled, cancels it like its own', async () => {
    const left = leave(jobOf(phases.in_queue))
    const cancelled = { outcome: 'cancelled', word: 'cancelled', phase: 'cancelled' } as const
    const { start, clock, made } = setUp({ ...done, cancel: [cancelled] }, { left })
    const job = start()
    await clock.settle()
    job.abort()
    await clock.advance(hour)
    expect(job.failure()).toMatchObject({ code: 'cancelled', message: 'enough' })
    expect(made('cancel')).toHaveLength(1)
    expect(left.all()[0]?.phase.state).toBe('cancelled')
  })
})

describe('a downloaded job whose files are gone', () => {
  const has = (): boolean => false
  const gone = error('file.unreadable', { status: 404, reason: 'status' })

  test('is downloaded again', async () => {
    const left = leave(jobOf(phases.downloaded))
    const { start, clock, calls } = setUp(done, { left, has })
    const job = start()
    await clock.advance(hour)
    expect(job.end()).toEqual(made)
    expect(calls).toEqual([['download', picture, 0]])
    expect(left.all()).toEqual([jobOf(phases.downloaded)])
  })

  test('from the addresses in a new result, and is complete the next time', async () => {
    const other = 'https://outputs.runcomfy.net/2.png'
    const script = {
      result: [result('completed', { output: { image: other }, cost: 0.02 })],
      files: { [picture]: [gone], [other]: ['picture two'] },
    }
    const left = leave(jobOf(phases.downloaded))
    const first = setUp(script, { left, has })
    const job = first.start()
    await first.clock.advance(hour)
    const second = setUp({}, { left })
    const again = second.start()
    await second.clock.settle()
    expect(again.end()).toEqual({
      result: {
        requestId: 'r1',
        output: { image: other },
        media: new Map([[other, mediaOf('picture two')]]),
        cost: 0.02,
      },
    })
    expect(job.end()).toEqual(again.end())
  })

  test('here and at the engine has expired; requested again, it is made again', async () => {
    const left = leave(jobOf(phases.downloaded))
    const { start, clock, made } = setUp(
      { ...done, submit: ['r2'], files: { [picture]: [gone, gone, gone, gone, 'picture one'] } },
      { left, has },
    )
    const job = start()
    await clock.advance(hour)
    expect(job.failure()).toMatchObject({ code: 'job.expired', data: { requestId: 'r1' } })
    expect(made('submit')).toEqual([])
    const again = start()
    await clock.advance(hour)
    expect(again.end()).toMatchObject({ result: { requestId: 'r2' } })
    expect(made('submit')).toHaveLength(1)
  })
})

test('a job that was created and never sent is replaced by one that is encoded again, with one submit', async () => {
  const left = leave(jobOf(phases.created))
  const { start, clock, made } = setUp(done, { left })
  const job = start()
  await clock.advance(hour)
  expect(job.end()).toMatchObject({ result: { requestId: 'r1' } })
  expect(made('submit')).toHaveLength(1)
  expect(left.all().map(({ phase }) => phase)).toEqual([
    { state: 'cancelled', request: null, charged: 'no' },
    phases.downloaded,
  ])
})

describe('an unknown job', () => {
  test('is never submitted in parallel; the error has what is known, and the id of the job', async () => {
    const { start, clock, calls, store } = setUp(done, { left: leave(jobOf(phases.unknown)) })
    for (let run = 0; run < 3; run++) {
      const job = start()
      await clock.advance(hour)
      expect(job.failure().toJSON()).toEqual({
        code: 'job.unknown',
        message: 'The answer was lost.',
        data: { reason: 'reset', job: 'job1' },
      })
    }
    expect(calls).toEqual([])
    expect(store.all()).toEqual([jobOf(phases.unknown)])
  })

  test('is unknown from the start if an earlier process left it in the middle of its submit', async () => {
    const { start, clock, calls, store } = setUp(done, { left: leave(jobOf(phases.submitting)) })
    const job = start()
    await clock.advance(hour)
    expect(job.failure()).toMatchObject({
      code: 'job.unknown',
      data: { job: 'job1', reason: 'interrupted' },
    })
    expect(calls).toEqual([])
    expect(store.all()[0]?.phase.state).toBe('unknown')
  })
})

describe('a job that another process was cancelling', () => {
  test.each<[how: string, phase: Job['phase']]>([
    ['whose cancel had not been answered', phases.cancelling],
    ['that was asked to stop while it ran', { ...phases.in_progress, word: STOP_REQUESTED }],
  ])('%s, and that was cancelled, is made again with one submit', async (_how, phase) => {
    const { start, clock, made, store } = setUp(
      {
        ...done,
        submit: ['r2'],
        status: [async (id) => status(id === 'r1' ? 'cancelled' : 'completed')],
      },
      { left: leave(jobOf(phase)) },
    )
    const job = start()
    await clock.advance(hour)
    expect(job.end()).toMatchObject({ result: { requestId: 'r2' } })
    expect(made('submit')).toHaveLength(1)
    expect(store.all().map(({ phase }) => phase.state)).toEqual(['cancelled', 'downloaded'])
  })
})

describe('a job that has ended without a result is made again', () => {
  test.each<[JobState]>([['failed'], ['cancelled'], ['expired']])('%s', async (state) => {
    const { start, clock, made } = setUp({ ...done, submit: ['r2'] }, { left: leave(jobOf(phases[state])) })
    const job = start()
    await clock.advance(hour)
    expect(job.end()).toMatchObject({ result: { requestId: 'r2' } })
    expect(made('submit')).toHaveLength(1)
  })
})

test('a job of another account is not equal: its pictures are not paid for by this one', async () => {
  const left = leave(jobOf(phases.downloaded, { account: 'other' }))
  const { start, clock, made } = setUp({ ...done, submit: ['r2'] }, { left })
  const job = start()
  await clock.advance(hour)
  expect(job.end()).toMatchObject({ result: { requestId: 'r2' } })
  expect(made('submit')).toHaveLength(1)
})

describe('a run that requests fresh results', () => {
  const since = 1000

  test.each([
    [999, 1],
    [1000, 0],
    [1001, 0],
  ])('uses a finished job that began at %d with %d submits', async (createdAt, submits) => {
    const left = leave(jobOf(phases.downloaded, { createdAt }))
    const { start, clock, made } = setUp({ ...done, submit: ['r2'] }, { left, startsAt: 2000 })
    const job = start(undefined, since)
    await clock.advance(hour)
    expect(job.end()).toMatchObject({ result: { requestId: submits === 0 ? 'r1' : 'r2' } })
    expect(made('submit')).toHaveLength(submits)
  })

  test.each<[JobState]>([['submitted'], ['in_queue'], ['in_progress'], ['completed']])(
    'attaches to a job that is %s, however old: it is in progress already',
    async (state) => {
      const left = leave(jobOf(phases[state], { createdAt: 0 }))
      const { start, clock, made } = setUp(done, { left, startsAt: 2000 })
      const job = start(undefined, since)
      await clock.advance(hour)
      expect(job.end()).toMatchObject({ result: { requestId: 'r1' } })
      expect(made('submit')).toEqual([])
    },
  )

  test('submits nothing in parallel to an unknown job, however old', async () => {
    const left = leave(jobOf(phases.unknown, { createdAt: 0 }))
    const { start, clock, calls } = setUp(done, { left, startsAt: 2000 })
    const job = start(undefined, since)
    await clock.advance(hour)
    expect(job.failure()).toMatchObject({ code: 'job.unknown', data: { job: 'job1' } })
    expect(calls).toEqual([])
  })

  test('makes its own equal jobs once', async () => {
    const left = leave(jobOf(phases.downloaded, { createdAt: 0 }))
    const { start, clock, made } = setUp({ ...done, submit: ['r2'] }, { left, startsAt: 2000 })
    for (let node = 0; node < 2; node++) {
      start(undefined, since)
      await clock.advance(hour)
    }
    expect(made('submit')).toHaveLength(1)
  })
})
