import { describe, expect, test } from 'vitest'
import { createAccountClient } from './accountClient.ts'
import { createTokenBucket } from './tokenBucket.ts'
import type { EngineScript } from './jobsFixture.ts'
import { done, error, picture, setUp, status } from './jobsFixture.ts'
import { jobOf, leave, phases } from './leftFixture.ts'

const hour = 3_600_000
const queued: EngineScript = { ...done, status: [status('in_queue', 3)] }
const never = (): Promise<never> => new Promise(() => {})

describe('a process that ends leaves a job as it is, stops waiting, and cancels nothing', () => {
  test.each<[string, EngineScript, number, string]>([
    ['waits for a busy engine', { submit: [error('engine.busy')] }, 100, 'created'],
    ['is waiting to be asked for', queued, 100, 'submitted'],
    ['is in the queue', queued, 450, 'in_queue'],
    ['runs', { ...done, status: [status('in_progress')] }, 450, 'in_progress'],
    ['is asked for in vain', { ...done, status: [error('engine.unreachable')] }, 60_000, 'submitted'],
    ['has ended but for its result', { ...done, result: [error('engine.failed')] }, 30_000, 'in_progress'],
    [
      'waits for a file that does not come',
      { ...done, files: { [picture]: [error('file.unreadable', { status: 503 })] } },
      30_000,
      'completed',
    ],
  ])('that %s', async (_words, script, after, state) => {
    const { jobs, start, clock, calls, states, sleepers, state: stateNow } = setUp(script)
    const job = start()
    await clock.advance(after)
    const before = [calls.length, states.length]
    expect(sleepers()).toBe(1)
    await jobs.close()
    await clock.settle()
    expect(sleepers()).toBe(0)
    expect(job.failure()).toMatchObject({ code: 'cancelled' })
    expect(stateNow()).toBe(state)
    await clock.advance(24 * hour)
    expect([calls.length, states.length]).toEqual(before)
  })

  test('that is being cancelled at a busy engine', async () => {
    const { jobs, start, clock, calls, states, sleepers } = setUp({
      ...queued,
      cancel: [error('engine.busy')],
    })
    const job = start()
    await clock.advance(450)
    job.abort()
    await clock.advance(100)
    const before = calls.length
    await jobs.close()
    await clock.settle()
    expect(sleepers()).toBe(0)
    expect(states.at(-1)).toBe('cancelling')
    await clock.advance(hour)
    expect(calls).toHaveLength(before)
  })

  test('that waits for its share of the budget: it certainly was not sent', async () => {
    const { jobs, start, clock, calls, sleepers, states } = setUp(done, {
      through: (client, clock) =>
        createAccountClient(client, createTokenBucket({ clock, rate: 0.01, burst: 0 })),
    })
    start()
    await clock.settle()
    expect([states, sleepers()]).toEqual([['created'], 1])
    await jobs.close()
    await clock.settle()
    expect([states, sleepers(), calls]).toEqual([['created'], 0, []])
  })

  test('that it had found again', async () => {
    const left = leave(jobOf(phases.in_progress))
    const { jobs, clock, sleepers, calls } = setUp({}, { left })
    await jobs.recover()
    await clock.settle()
    expect(sleepers()).toBe(1)
    await jobs.close()
    await clock.advance(hour)
    expect([sleepers(), calls, left.all()]).toEqual([0, [], [jobOf(phases.in_progress)]])
  })
})

test('what one process leaves, the next one finishes, with one submit between them', async () => {
  const first = setUp(queued)
  const left = first.start()
  await first.clock.advance(1000)
  await first.jobs.close()
  const second = setUp(done, { left: first.store, startsAt: 5000 })
  await second.jobs.recover()
  const job = second.start()
  await second.clock.advance(hour)
  expect(left.failure()).toMatchObject({ code: 'cancelled' })
  expect(job.end()).toMatchObject({ result: { requestId: 'r1' } })
  expect([...first.made('submit'), ...second.made('submit')]).toHaveLength(1)
})

describe('a process that ends in the middle of a submit', () => {
  test('waits for the answer and stores the request id', async () => {
    const answer = Promise.withResolvers<string>()
    const { jobs, start, clock, store, made, sleepers } = setUp({ ...done, submit: [() => answer.promise] })
    start()
    await clock.settle()
    let closed = false
    const closing = jobs.close().then(() => (closed = true))
    await clock.settle()
    expect(closed).toBe(false)
    answer.resolve('r1')
    await closing
    expect(store.all()[0]?.phase).toMatchObject({ state: 'submitted', request: { requestId: 'r1' } })
    await clock.advance(hour)
    expect([made('status'), made('cancel'), sleepers()]).toEqual([[], [], 0])
  })

  test.each<[string, EngineScript, string]>([
    ['a status', { status: [never] }, 'submitted'],
    ['a result', { result: [never] }, 'in_progress'],
    ['a file', { files: { [picture]: [never] } }, 'completed'],
  ])('but drops what can be read again: %s', async (_words, script, state) => {
    const all = setUp({ ...done, status: [status('completed')], ...script })
    const job = all.start()
    await all.clock.advance(450)
    await all.jobs.close()
    await all.clock.settle()
    expect(job.failure()).toMatchObject({ code: 'cancelled' })
    expect([all.state(), all.sleepers()]).toEqual([state, 0])
  })
})

describe('after its end a process', () => {
  test('runs nothing more', async () => {
    const { jobs, start, clock, calls, store } = setUp(done)
    await jobs.close()
    const job = start()
    await clock.advance(hour)
    expect(job.failure()).toMatchObject({ code: 'cancelled' })
    expect([calls, store.all()]).toEqual([[], []])
  })

  test('takes up nothing more', async () => {
    const left = leave(jobOf(phases.completed))
    const { jobs, clock, calls } = setUp(done, { left })
    await jobs.close()
    await jobs.recover()
    await clock.advance(hour)
    expect([calls, left.all()]).toEqual([[], [jobOf(phases.completed)]])
  })
})
