import { describe, expect, test } from 'vitest'
import type { Charged } from './job.ts'
import { STOP_REQUESTED } from './cancelJob.ts'
import type { Cancelled } from './jobClient.ts'
import type { EngineScript, SetUpOptions } from './jobsFixture.ts'
import { done, error, phaseOf, picture, result, setUp, status } from './jobsFixture.ts'
import type { JobsOptions } from './remoteJobs.ts'

const hour = 3_600_000
const answer = (outcome: Cancelled['outcome'], word: string): Cancelled => ({
  outcome,
  word,
  phase: phaseOf(word),
})

/** A clock without sleepers does not advance by itself: no call comes after the end. */
async function goQuiet(test: ReturnType<typeof setUp>): Promise<void> {
  const before = test.calls.length
  await test.clock.advance(24 * hour)
  expect(test.calls).toHaveLength(before)
}

describe('cancelled before it was sent', () => {
  test('a job sends nothing', async () => {
    const all = setUp(done)
    const job = all.start()
    job.abort()
    await all.clock.settle()
    expect(job.failure()).toMatchObject({ code: 'cancelled' })
    expect(all.calls).toEqual([])
    await goQuiet(all)
  })

  test('a job that waits for a busy engine sends nothing more', async () => {
    const all = setUp({ ...done, submit: [error('engine.busy'), 'r1'] })
    const job = all.start()
    await all.clock.advance(100)
    job.abort()
    await all.clock.settle()
    expect(job.failure()).toMatchObject({ code: 'cancelled' })
    expect(all.store.all()[0]?.phase).toEqual({ state: 'cancelled', request: null, charged: 'no' })
    expect(all.calls).toHaveLength(1)
    await goQuiet(all)
  })
})

test('cancelled in the middle of a submit, its answer is awaited and then the job is cancelled', async () => {
  const { promise, resolve } = Promise.withResolvers<string>()
  const all = setUp({ ...done, submit: [() => promise], cancel: [answer('cancelled', 'cancelled')] })
  const job = all.start()
  await all.clock.settle()
  job.abort()
  await all.clock.settle()
  expect(job.end()).toBeNull()
  resolve('r1')
  await all.clock.settle()
  expect(job.failure()).toMatchObject({ code: 'cancelled' })
  expect(all.calls.map(([call]) => call)).toEqual(['submit', 'cancel'])
  await goQuiet(all)
})

test('cancelled in the middle of a submit whose answer is lost, the job is unknown', async () => {
  const { promise, reject } = Promise.withResolvers<string>()
  const all = setUp({ ...done, submit: [() => promise] })
  const job = all.start()
  await all.clock.settle()
  job.abort()
  reject(error('job.unknown'))
  await all.clock.settle()
  expect(job.failure()).toMatchObject({ code: 'job.unknown' })
  expect(all.store.all()[0]?.phase.state).toBe('unknown')
})

describe('cancelled while the engine has it', () => {
  const running: EngineScript = { ...done, status: [status('in_queue', 3)] }

  async function cancelWith(script: EngineScript, options: SetUpOptions = {}) {
    const all = setUp({ ...running, ...script }, options)
    const job = all.start()
    await all.clock.advance(450)
    job.abort()
    await all.clock.advance(10_000)
    return {
      ...all,
      job,
      phase: () => all.store.all()[0]?.phase,
      asked: () => all.calls.slice(2).map(([call]) => call),
    }
  }

  test('a queued job is cancelled', async () => {
    const all = await cancelWith({ cancel: [answer('cancelled', 'cancelled')] })
    expect(all.job.failure()).toMatchObject({ code: 'cancelled', message: 'enough' })
    expect(all.phase()).toMatchObject({ state: 'cancelled', charged: 'no', request: { requestId: 'r1' } })
    expect(all.asked()).toEqual(['cancel'])
    expect(all.job.words().slice(-2)).toEqual(['cancelling', 'cancelled'])
    await goQuiet(all)
  })

  test('a job that was stopped at work is recorded as charged if the engine says so', async () => {
    const all = await cancelWith({
      cancel: [answer('not_cancellable', 'completed')],
      result: [result('cancelled', { output: null, charged: 'yes' })],
    })
    expect(all.phase()).toMatchObject({ state: 'cancelled', charged: 'yes' })
  })

  test.each<[string, Charged, JobsOptions['stopsRunningJobs'], EngineScript]>([
    ['unknown at an engine that stops jobs at work', 'unknown', 'requested', {}],
    [
      'unknown at one that charges for what it stops, because it may not have begun',
      'unknown',
      'charged',
      {},
    ],
    ['no if it cancels only what has not begun', 'no', 'nothing', {}],
    [
      'no if the engine says so',
      'no',
      'requested',
      { result: [result('cancelled', { output: null, charged: 'no' })] },
    ],
    [
      'yes if it reports a cost',
      'yes',
      'requested',
      { result: [result('cancelled', { output: null, cost: 0.01 })] },
    ],
    ['no if it was still in the queue', 'no', 'requested', { cancel: [answer('cancelled', 'cancelled')] }],
  ])(
    'whether a job that was asked to stop is charged is %s',
    async (_, charged, stopsRunningJobs, script) => {
      const stopped = {
        cancel: [answer('requested', 'unknown')],
        status: [status('in_queue', 3), status('cancelled')],
        result: [result('cancelled', { output: null })],
      }
      const all = await cancelWith({ ...stopped, ...script }, { stopsRunningJobs })
      expect(all.phase()).toMatchObject({ state: 'cancelled', charged })
    },
  )

  test('a running job is left to finish, which is reported, and its result is saved though nobody waits for it', async () => {
    const ends = Promise.withResolvers<ReturnType<typeof status>>()
    const all = await cancelWith({
      cancel: [answer('not_cancellable', 'in_progress')],
      status: [status('in_queue', 3), () => ends.promise],
    })
    expect(all.job.failure()).toMatchObject({ code: 'cancelled', message: 'enough' })
    expect(all.phase()).toMatchObject({
      state: 'in_progress',
      word: 'in_progress',
      request: { requestId: 'r1' },
    })
    expect(all.job.updates.at(-1)).toEqual({ requestId: 'r1', status: 'not_cancellable' })
    expect(all.asked()).toEqual(['cancel', 'status'])
    ends.resolve(status('completed'))
    await all.clock.settle()
    expect(all.asked()).toEqual(['cancel', 'status', 'result', 'download'])
    expect(all.phase()).toMatchObject({ state: 'downloaded', cost: 0.01 })
    await goQuiet(all)
  })

  test('a running job that is requested again meanwhile is joined, and when cancelled again it is followed again', async () => {
    const ends = Promise.withResolvers<ReturnType<typeof status>>()
    const all = await cancelWith({
      cancel: [answer('not_cancellable', 'in_progress')],
      status: [status('in_queue', 3), () => ends.promise],
    })
    const again = all.start()
    await all.clock.settle()
    again.abort()
    await all.clock.settle()
    ends.resolve(status('completed'))
    await all.clock.settle()
    expect([all.made('submit').length, all.made('download').length, all.phase()?.state]).toEqual([
      1,
      1,
      'downloaded',
    ])
    await goQuiet(all)
  })

  test.each([
    [
      'the cancel says so',
      { cancel: [answer('not_cancellable', 'completed')] },
      ['cancel', 'result', 'download'],
    ],
    [
      'the status says so',
      { cancel: [answer('not_cancellable', '')], status: [status('in_queue'), status('completed')] },
      ['cancel', 'status', 'result', 'download'],
    ],
    [
      'it is asked to stop and ends before',
      {
        cancel: [answer('requested', '')],
        status: [status('in_queue'), status('in_progress'), status('completed')],
      },
      ['cancel', 'status', 'status', 'result', 'download'],
    ],
    [
      'the cancel breaks and the status says so',
      { cancel: [error('engine.failed')], status: [status('in_queue'), status('completed')] },
      ['cancel', 'status', 'result', 'download'],
    ],
  ])('completion wins the race when %s', async (_words, script, called) => {
    const all = await cancelWith(script)
    expect(all.job.end()).toMatchObject({ result: { requestId: 'r1', output: { image: picture } } })
    expect(all.asked()).toEqual(called)
    expect(all.phase()).toMatchObject({ state: 'downloaded' })
    await goQuiet(all)
  })

  test.each<[string, EngineScript, string]>([
    [
      'the cancel is refused',
      { cancel: [error('account.key')], status: [status('in_queue'), error('account.key')] },
      'in_progress',
    ],
    [
      'it turns out to be cancelled',
      {
        cancel: [error('job.lost')],
        status: [status('in_queue'), status('cancelled')],
        result: [result('cancelled')],
      },
      'cancelled',
    ],
    [
      'it is asked to stop, and has stopped a moment later',
      {
        cancel: [answer('requested', '')],
        status: [status('in_queue'), status('in_progress'), status('failed')],
        result: [result('cancelled')],
      },
      'cancelled',
    ],
    [
      'it turns out to have failed',
      { cancel: [answer('not_cancellable', 'failed')], result: [result('failed')] },
      'failed',
    ],
  ])('when %s, nothing waits', async (_words, script, state) => {
    const all = await cancelWith(script)
    expect(all.job.failure()).toMatchObject({ code: 'cancelled', message: 'enough' })
    expect(all.phase()?.state).toBe(state)
    await goQuiet(all)
  })

  test.each<[string, EngineScript, readonly string[]]>([
    [
      'the cancel cannot be made',
      {
        cancel: [error('engine.unreachable')],
        status: [status('in_queue'), error('engine.unreachable'), status('completed')],
      },
      ['cancel', 'status'],
    ],
    [
      'it is asked to stop, and does not',
      {
        cancel: [answer('requested', '')],
        status: [...Array.from({ length: 4 }, () => status('in_progress')), status('completed')],
      },
      ['cancel', 'status', 'status', 'status'],
    ],
    [
      'the cancel says nothing',
      {
        cancel: [answer('unknown', 'odd')],
        status: [status('in_queue'), status('in_queue'), status('completed')],
      },
      ['cancel', 'status'],
    ],
    [
      'a busy engine was asked to cancel three times',
      {
        cancel: [error('engine.busy', { retryAfter: 60_000 })],
        status: [status('in_queue'), status('in_queue'), status('completed')],
      },
      ['cancel', 'cancel', 'cancel', 'status'],
    ],
  ])('when %s, it is over for its callers, and followed to its end', async (_words, script, called) => {
    const all = await cancelWith(script)
    expect(all.job.failure()).toMatchObject({ code: 'cancelled' })
    expect(all.asked().slice(0, called.length)).toEqual(called)
    await all.clock.advance(hour)
    expect(all.phase()?.state).toBe('downloaded')
    await goQuiet(all)
  })

  test('when it was asked to stop and its state cannot be read, it is known that it was asked', async () => {
    const all = await cancelWith({
      cancel: [answer('requested', '')],
      status: [status('in_queue'), error('engine.failed')],
    })
    expect(all.phase()).toMatchObject({ state: 'in_progress', word: STOP_REQUESTED })
  })

  test('when its result cannot be read, it is retried until the engine was given up', async () => {
    const all = await cancelWith({
      cancel: [answer('not_cancellable', 'completed')],
      status: [status('in_queue'), status('completed')],
      result: [error('engine.failed')],
    })
    expect(all.job.failure()).toMatchObject({ code: 'cancelled' })
    await all.clock.advance(hour)
    expect(all.phase()?.state).toBe('in_progress')
    await goQuiet(all)
  })
})

test('cancelled while its files are fetched, a job still brings them', async () => {
  const { promise, resolve } = Promise.withResolvers<string>()
  const all = setUp({ ...done, status: [status('completed')], files: { [picture]: [() => promise] } })
  const job = all.start()
  await all.clock.advance(450)
  job.abort()
  resolve('picture one')
  await all.clock.settle()
  expect(job.end()).toMatchObject({ result: { requestId: 'r1' } })
  expect(all.made('cancel')).toEqual([])
})

test('cancelled while its files do not arrive, a job is no longer waited for, and they are fetched nevertheless', async () => {
  const broken = error('file.unreadable', { status: null, reason: 'reset' })
  const all = setUp({
    ...done,
    status: [status('completed')],
    files: { [picture]: [broken, broken, 'picture one'] },
  })
  const job = all.start()
  await all.clock.advance(450)
  job.abort()
  await all.clock.settle()
  expect(job.failure()).toMatchObject({ code: 'cancelled' })
  expect(all.store.all()[0]?.phase).toMatchObject({ state: 'completed', output: { image: picture } })
  await all.clock.advance(hour)
  expect(all.store.all()[0]?.phase).toMatchObject({ state: 'downloaded' })
  await goQuiet(all)
})

test('the same job requested after it was cancelled is a new one', async () => {
  const { promise, resolve } = Promise.withResolvers<Cancelled>()
  const all = setUp({ ...done, submit: ['r1', 'r2'], cancel: [() => promise] })
  const first = all.start()
  await all.clock.advance(50)
  first.abort()
  await all.clock.settle()
  const second = all.start()
  resolve(answer('cancelled', 'cancelled'))
  await all.clock.advance(hour)
  expect(first.failure()).toMatchObject({ code: 'cancelled' })
  expect(second.end()).toMatchObject({ result: { requestId: 'r2' } })
})
