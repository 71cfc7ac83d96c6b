import { describe, expect, test } from 'vitest'
import type { ErrorCode } from '#shared/errors.ts'
import type { Job } from './job.ts'
import { done, error, setUp } from './jobsFixture.ts'
import type { MemoryJobStore } from './jobStore.ts'
import { createMemoryJobStore } from './jobStore.ts'

const hour = 3_600_000

describe('a submit', () => {
  test('whose answer was lost is never repeated', async () => {
    const evidence = { reason: 'reset', status: null }
    const { start, clock, calls, store } = setUp({ ...done, submit: [error('job.unknown', evidence)] })
    const job = start()
    await clock.advance(hour)
    expect(job.failure()).toMatchObject({ code: 'job.unknown', data: evidence })
    expect(calls).toEqual([['submit', 'a/b', 0]])
    expect(store.all()[0]?.phase).toEqual({
      state: 'unknown',
      evidence: { code: 'job.unknown', message: 'job.unknown.', data: evidence },
      at: 0,
    })
  })

  test('that ends in an error of our own may have been sent, and is unknown', async () => {
    const { start, clock, made } = setUp({ ...done, submit: [() => Promise.reject(new TypeError('oops'))] })
    const job = start()
    await clock.advance(hour)
    expect(job.failure()).toMatchObject({ code: 'job.unknown' })
    expect(made('submit')).toHaveLength(1)
  })

  test.each<[ErrorCode]>([
    ['job.refused'],
    ['account.key'],
    ['account.balance'],
    ['egress.refused'],
    ['input.invalid'],
  ])('that is answered with %s is made once, and was not charged', async (code) => {
    const { start, clock, calls, store } = setUp({ ...done, submit: [error(code)] })
    const job = start()
    await clock.advance(hour)
    expect(job.failure().code).toBe(code)
    expect(calls).toHaveLength(1)
    expect(store.all()[0]?.phase).toMatchObject({ state: 'failed', request: null, charged: 'no' })
  })

  test('to a busy engine waits as long as requested', async () => {
    const busy = error('engine.busy', { retryAfter: 7000 })
    const { start, clock, made, states } = setUp({ ...done, submit: [busy, busy, 'r1'] })
    const job = start()
    await clock.advance(hour)
    expect(job.end()).toMatchObject({ result: { requestId: 'r1' } })
    expect(made('submit').map(([, , at]) => at)).toEqual([0, 7350, 14_700])
    expect(job.words().slice(0, 5)).toEqual([
      'submitting',
      'engine_busy',
      'submitting',
      'engine_busy',
      'submitting',
    ])
    expect(states.slice(0, 5)).toEqual(['created', 'submitting', 'created', 'submitting', 'created'])
  })

  test('to a busy engine that requests no time waits longer and longer, eight times', async () => {
    const { start, clock, made } = setUp({ ...done, submit: [error('engine.busy')] })
    const job = start()
    await clock.advance(hour)
    expect(job.failure().code).toBe('engine.busy')
    const times = made('submit').map(([, , at]) => at)
    expect(times.map((at, index) => at - (times[index - 1] ?? 0))).toEqual([
      0, 3000, 6000, 12_000, 24_000, 45_000, 45_000, 45_000, 45_000,
    ])
  })

  test('to an engine that cannot be reached is retried a few times', async () => {
    const { start, clock, made, store } = setUp({ ...done, submit: [error('engine.unreachable')] })
    const job = start()
    await clock.advance(hour)
    expect(job.failure().code).toBe('engine.unreachable')
    expect(made('submit').map(([, , at]) => at)).toEqual([0, 375, 1125, 2625])
    expect(store.all()[0]?.phase).toMatchObject({ state: 'failed', charged: 'no' })
  })

  test('is repeated once the network is back', async () => {
    const { start, clock, made } = setUp({ ...done, submit: [error('engine.unreachable'), 'r1'] })
    const job = start()
    await clock.advance(hour)
    expect(job.end()).toMatchObject({ result: { requestId: 'r1' } })
    expect(made('submit')).toHaveLength(2)
  })

  test('that is lost after a wait for a busy engine is not repeated', async () => {
    const { start, clock, made } = setUp({
      ...done,
      submit: [error('engine.busy'), error('engine.unreachable'), error('job.unknown'), 'r1'],
    })
    const job = start()
    await clock.advance(hour)
    expect(job.failure().code).toBe('job.unknown')
    expect(made('submit')).toHaveLength(3)
  })
})

/** A store that fails to store a job in one of these states, the first `times` times. */
function refusing(states: readonly string[], times: number): MemoryJobStore {
  const store = createMemoryJobStore()
  let refused = 0
  return {
    ...store,
    save(job: Job) {
      if (states.includes(job.phase.state) && refused++ < times) throw new Error('disk full')
      store.save(job)
    },
  }
}

describe('a request id', () => {
  test('that cannot be stored at once is stored shortly after', async () => {
    const left = refusing(['submitted'], 5)
    const { start, clock, made } = setUp(done, { left })
    const job = start()
    await clock.advance(hour)
    expect(job.end()).toMatchObject({ result: { requestId: 'r1' } })
    expect(made('submit')).toHaveLength(1)
  })

  test('that cannot be stored is part of the evidence of the job, which is unknown', async () => {
    const { start, clock, store, calls } = setUp(done, { left: refusing(['submitted'], Infinity) })
    const job = start()
    await clock.advance(hour)
    const data = { call: 'submit', reason: 'unkept', requestId: 'r1' }
    expect(job.failure()).toMatchObject({ code: 'job.unknown', data: { ...data, job: 'job1' } })
    expect(store.all()[0]?.phase).toMatchObject({ state: 'unknown', evidence: { data } })
    const again = start()
    await clock.advance(hour)
    expect(again.failure()).toMatchObject({ code: 'job.unknown', data: { ...data, job: 'job1' } })
    expect(calls).toEqual([['submit', 'a/b', 0]])
  })

  test('that no store accepts is reported nevertheless, with the job, and nothing is sent again', async () => {
    const { start, clock, state, calls } = setUp(done, { left: refusing(['submitted', 'unknown'], Infinity) })
    const job = start()
    await clock.advance(hour)
    expect(job.failure()).toMatchObject({ code: 'job.unknown', data: { requestId: 'r1', job: 'job1' } })
    expect(state()).toBe('submitting')
    expect(calls).toEqual([['submit', 'a/b', 0]])
  })

  test('whose owner is unknown is part of the evidence of the job', async () => {
    const left = createMemoryJobStore()
    const ownerOf = (): never => {
      throw error('library.broken')
    }
    const { start, clock, state } = setUp(done, { left: { ...left, ownerOf } })
    const job = start()
    await clock.advance(hour)
    expect(job.failure()).toMatchObject({ code: 'job.unknown', data: { requestId: 'r1', job: 'job1' } })
    expect(state()).toBe('unknown')
  })
})

describe('when the outcome of a submit cannot be stored', () => {
  test('a lost answer is reported as lost, and never as an error of the store', async () => {
    const { start, clock } = setUp(
      { ...done, submit: [error('job.unknown', { reason: 'reset' })] },
      { left: refusing(['unknown'], Infinity) },
    )
    const job = start()
    await clock.advance(hour)
    expect(job.failure()).toMatchObject({ code: 'job.unknown', data: { reason: 'reset', job: 'job1' } })
  })

  test.each<[ErrorCode, string]>([
    ['job.refused', 'failed'],
    ['engine.busy', 'created'],
  ])('at once, a submit without effect (%s) is not mistaken for a lost one', async (code, state) => {
    const left = refusing([state], 3)
    const { start, clock, states } = setUp({ ...done, submit: [error(code)] }, { left })
    const job = start()
    await clock.advance(hour)
    expect(job.failure().code).toBe(code)
    expect(states).not.toContain('unknown')
    expect(left.all()[0]?.phase.state).toBe('failed')
  })
})
