import { describe, expect, test } from 'vitest'
import type { ErrorCode } from '#shared/errors.ts'
import { done, error, setUp } from './jobsFixture.ts'

const hour = 3_600_000

describe('a submit', () => {
  test('whose answer was lost is never made again', async () => {
    const evidence = { reason: 'reset', status: null }
    const { start, clock, calls, store } = setUp({ ...done, submit: [error('job.unknown', evidence)] })
    const job = start()
    await clock.advance(hour)
    expect(job.failure()).toMatchObject({ code: 'job.unknown', data: evidence })
    expect(calls).toEqual([['submit', 'a/b', 0]])
    expect(store.all()[0]?.phase).toEqual({
      state: 'unknown',
      evidence: { code: 'job.unknown', message: 'job.unknown.', data: evidence },
    })
  })

  test('that ends in a fault of our own may have left, and is unknown', async () => {
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

  test('to a busy engine waits as long as it asks', async () => {
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

  test('to a busy engine that names no time waits longer and longer, eight times', async () => {
    const { start, clock, made } = setUp({ ...done, submit: [error('engine.busy')] })
    const job = start()
    await clock.advance(hour)
    expect(job.failure().code).toBe('engine.busy')
    const times = made('submit').map(([, , at]) => at)
    expect(times.map((at, index) => at - (times[index - 1] ?? 0))).toEqual([
      0, 1500, 3000, 6000, 12_000, 24_000, 45_000, 45_000, 45_000,
    ])
  })

  test('to an engine that cannot be reached is tried a few times', async () => {
    const { start, clock, made, store } = setUp({ ...done, submit: [error('engine.unreachable')] })
    const job = start()
    await clock.advance(hour)
    expect(job.failure().code).toBe('engine.unreachable')
    expect(made('submit').map(([, , at]) => at)).toEqual([0, 375, 1125, 2625])
    expect(store.all()[0]?.phase).toMatchObject({ state: 'failed', charged: 'no' })
  })

  test('is made once more after the network came back', async () => {
    const { start, clock, made } = setUp({ ...done, submit: [error('engine.unreachable'), 'r1'] })
    const job = start()
    await clock.advance(hour)
    expect(job.end()).toMatchObject({ result: { requestId: 'r1' } })
    expect(made('submit')).toHaveLength(2)
  })

  test('that is lost after a wait for a busy engine is not made again', async () => {
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
