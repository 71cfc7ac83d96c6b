import { describe, expect, test } from 'vitest'
import type { Cancelled } from './jobClient.ts'
import type { Job, JobState } from './job.ts'
import { done, mediaOf, picture, setUp, status } from './jobsFixture.ts'
import { jobOf, leave, phases, request } from './leftFixture.ts'

const hour = 3_600_000
const cancelled: Cancelled = { outcome: 'cancelled', word: 'cancelled', phase: 'cancelled' }
const started: Cancelled = { outcome: 'not_cancellable', word: 'in_progress', phase: 'running' }

/** A job with a name, a key and a request of its own. */
const another = (id: string, state: 'submitted' | 'in_progress' | 'completed', account = 'account'): Job =>
  jobOf({ ...phases[state], request: request(id) }, { id, key: id, account })

describe('after a kill', () => {
  test('what was being submitted is unknown before anything else happens', async () => {
    const left = leave(
      another('r1', 'completed'),
      another('r2', 'submitted'),
      jobOf(phases.submitting, { id: 'job3', key: 'r3' }),
    )
    const { jobs, states, calls, clock } = setUp({ ...done, status: [status('completed')] }, { left })
    const recovered = jobs.recover()
    expect([states, calls]).toEqual([['unknown'], []])
    await recovered
    expect(left.get('job3')?.phase).toMatchObject({
      state: 'unknown',
      evidence: { code: 'job.unknown', data: { reason: 'interrupted' } },
    })
    await clock.advance(hour)
    expect(calls.filter(([call]) => call === 'submit')).toEqual([])
  })

  test('everything that the engine has is fetched, though nobody waits: what may expire first', async () => {
    const left = leave(
      another('r1', 'submitted'),
      another('r2', 'in_progress'),
      another('r3', 'completed'),
      another('r4', 'in_progress'),
    )
    const { jobs, calls, clock, made } = setUp(
      { ...done, status: [status('completed')] },
      { left, startsAt: hour },
    )
    await jobs.recover()
    await clock.advance(hour)
    expect(calls[0]).toEqual(['download', picture, hour])
    expect(made('status')).toHaveLength(3)
    expect(left.all().map(({ phase }) => phase.state)).toEqual(Array.from({ length: 4 }, () => 'downloaded'))
  })

  test.each<[JobState]>([['created'], ['downloaded'], ['failed'], ['cancelled'], ['expired'], ['unknown']])(
    'a job that is %s stays as it is',
    async (state) => {
      const left = leave(jobOf(phases[state]))
      const { jobs, calls, clock } = setUp({}, { left })
      await jobs.recover()
      await clock.advance(hour)
      expect(calls).toEqual([])
      expect(left.all()).toEqual([jobOf(phases[state])])
    },
  )

  test('jobs of another account are not touched: this key must not be used for them', async () => {
    const theirs = [
      another('r1', 'submitted', 'other'),
      another('r2', 'completed', 'other'),
      jobOf(phases.submitting, { id: 'job3', account: 'other' }),
    ]
    const left = leave(...theirs)
    const { jobs, calls, clock } = setUp({}, { left })
    await jobs.recover()
    await clock.advance(hour)
    expect(calls).toEqual([])
    expect(left.all()).toEqual(theirs)
  })

  test('jobs of another engine are not touched, even under an account of the same name', async () => {
    const theirs = [
      jobOf(phases.submitted, { id: 'job2', engine: 'other' }),
      jobOf(phases.submitting, { id: 'job3', engine: 'other' }),
    ]
    const left = leave(...theirs)
    const { jobs, calls, clock } = setUp({}, { left })
    await jobs.recover()
    await clock.advance(hour)
    expect(calls).toEqual([])
    expect(left.all()).toEqual(theirs)
  })

  test('a run that needs a job joins its recovery: each call is made once, however many wait', async () => {
    const left = leave(jobOf(phases.in_queue))
    const alone = setUp(done, { left: leave(jobOf(phases.in_queue)) })
    await alone.jobs.recover()
    await alone.clock.advance(hour)
    const { jobs, start, calls, clock } = setUp(done, { left })
    await jobs.recover()
    await clock.advance(450)
    const job = start()
    await clock.advance(hour)
    expect(job.end()).toMatchObject({
      result: { requestId: 'r1', media: new Map([[picture, mediaOf('picture one')]]) },
    })
    expect(calls).toEqual(alone.calls)
  })

  test('a user who settles a job joins its recovery as well', async () => {
    const left = leave(jobOf(phases.in_progress))
    const { jobs, wait, clock, made } = setUp({ ...done, status: [status('completed')] }, { left })
    await jobs.recover()
    const settled = wait((waiter) => jobs.settle(jobOf(phases.in_progress), waiter))
    await clock.advance(hour)
    expect(settled.end()).toMatchObject({ result: { requestId: 'r1' } })
    expect(made('status')).toHaveLength(1)
  })
})

describe('a job that was being cancelled when the process was killed', () => {
  test('gets another cancel request', async () => {
    const left = leave(jobOf(phases.cancelling))
    const { jobs, calls, clock } = setUp({ cancel: [cancelled] }, { left })
    await jobs.recover()
    await clock.advance(hour)
    expect(calls).toEqual([['cancel', 'r1', 0]])
    expect(left.all()).toEqual([jobOf(phases.cancelled)])
  })

  test('and had begun is left to finish, and its result is saved', async () => {
    const left = leave(jobOf(phases.cancelling))
    const { jobs, calls, clock } = setUp(
      { ...done, cancel: [started], status: [status('in_progress'), status('completed')] },
      { left },
    )
    await jobs.recover()
    await clock.advance(hour)
    expect(calls.map(([call]) => call)).toEqual(['cancel', 'status', 'status', 'result', 'download'])
    expect(left.all()).toEqual([jobOf(phases.downloaded)])
  })

  test('and had ended brings its result', async () => {
    const left = leave(jobOf(phases.cancelling))
    const ended: Cancelled = { outcome: 'not_cancellable', word: 'completed', phase: 'completed' }
    const { jobs, clock } = setUp({ ...done, cancel: [ended] }, { left })
    await jobs.recover()
    await clock.advance(hour)
    expect(left.all()).toEqual([jobOf(phases.downloaded)])
  })

  test('is still to be cancelled when the next process is killed too', async () => {
    const left = leave(jobOf(phases.cancelling))
    const { jobs, clock, states } = setUp({ cancel: [() => new Promise(() => {})] }, { left })
    await jobs.recover()
    await clock.advance(hour)
    expect(states).toEqual([])
    expect(left.all()).toEqual([jobOf(phases.cancelling)])
  })

  test('and is requested by a new run is made again once the cancel succeeded, with one submit', async () => {
    const answer = Promise.withResolvers<Cancelled>()
    const left = leave(jobOf(phases.cancelling))
    const script = { ...done, submit: ['r2'], cancel: [() => answer.promise], status: [status('completed')] }
    const { jobs, start, clock, made } = setUp(script, { left })
    await jobs.recover()
    const job = start()
    await clock.advance(hour)
    expect(made('submit')).toEqual([])
    answer.resolve(cancelled)
    await clock.advance(hour)
    expect(job.end()).toMatchObject({ result: { requestId: 'r2' } })
    expect(made('submit')).toHaveLength(1)
    expect(left.all().map(({ phase }) => phase.state)).toEqual(['cancelled', 'downloaded'])
  })

  test('and is requested by a new run is joined if it had begun', async () => {
    const left = leave(jobOf(phases.cancelling))
    const { jobs, start, clock, made } = setUp(
      { ...done, cancel: [started], status: [status('in_progress'), status('completed')] },
      { left },
    )
    await jobs.recover()
    const job = start()
    await clock.advance(hour)
    expect(job.end()).toMatchObject({ result: { requestId: 'r1' } })
    expect(made('submit')).toEqual([])
  })
})

test("what this process is submitting itself is not mistaken for another's leftover", async () => {
  const answer = Promise.withResolvers<string>()
  const { jobs, start, clock, states } = setUp({
    ...done,
    submit: [() => answer.promise],
  })
  const job = start()
  await clock.settle()
  await jobs.recover()
  expect(states).toEqual(['created', 'submitting'])
  answer.resolve('r1')
  await clock.advance(hour)
  expect(job.end()).toMatchObject({ result: { requestId: 'r1' } })
})
