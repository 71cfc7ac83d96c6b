import { describe, expect, test } from 'vitest'
import type { ErrorCode } from '#shared/errors.ts'
import { done, error, result, setUp, status } from './jobsFixture.ts'

const hour = 3_600_000
const minutes = (count: number): number => count * 60_000

describe('reading a job', () => {
  test('survives a network that comes and goes', async () => {
    const { start, clock, made } = setUp({
      ...done,
      status: [
        error('engine.unreachable'),
        error('engine.failed'),
        status('in_progress'),
        error('engine.failed'),
        status('completed'),
      ],
      result: [error('engine.failed'), ...(done.result ?? [])],
    })
    const job = start()
    await clock.advance(hour)
    expect(job.end()).toMatchObject({ result: { requestId: 'r1' } })
    expect(made('submit')).toHaveLength(1)
  })

  test('gives up on an engine that stays broken, with the request id, and leaves the job as it was', async () => {
    const { start, clock, store } = setUp({
      ...done,
      status: [status('in_progress'), error('engine.failed', { status: 502 })],
    })
    const job = start()
    await clock.advance(minutes(9))
    expect(job.end()).toBeNull()
    await clock.advance(minutes(2))
    expect(job.failure().toJSON()).toEqual({
      code: 'engine.failed',
      message: 'engine.failed. The job itself may go on there. The request id is r1.',
      data: { status: 502, requestId: 'r1' },
    })
    expect(store.all()[0]?.phase).toMatchObject({ state: 'in_progress', request: { requestId: 'r1' } })
  })

  test('waits for a busy engine without end', async () => {
    const { start, clock } = setUp({ ...done, status: [error('engine.busy')] })
    const job = start()
    await clock.advance(24 * hour)
    expect(job.end()).toBeNull()
  })

  test.each([
    ['status', { status: [error('job.lost')] }],
    ['result', { status: [status('completed')], result: [error('job.lost')] }],
  ])('by its %s asks five times in two minutes for a request that is not known', async (call, script) => {
    const { start, clock, made, store } = setUp({ ...done, ...script })
    const job = start()
    await clock.advance(hour)
    expect(job.failure()).toMatchObject({ code: 'job.lost', data: { requestId: 'r1' } })
    const times = made(call).map(([, , at]) => at)
    expect(times).toHaveLength(5)
    expect((times.at(-1) ?? 0) - (times[0] ?? 0)).toBeLessThanOrEqual(minutes(2))
    expect(store.all()[0]?.phase).toMatchObject({
      state: 'failed',
      charged: 'unknown',
      request: { requestId: 'r1' },
    })
  })

  test('goes on with a request that is known again', async () => {
    const { start, clock } = setUp({
      ...done,
      status: [error('job.lost'), error('job.lost'), status('completed')],
    })
    const job = start()
    await clock.advance(hour)
    expect(job.end()).toMatchObject({ result: { requestId: 'r1' } })
  })

  test.each<[ErrorCode, string]>([
    ['account.key', 'in_progress'],
    ['egress.refused', 'in_progress'],
    ['job.failed', 'failed'],
  ])('that meets %s ends with the request id, the job being %s', async (code, state) => {
    const { start, clock, store, made } = setUp({ ...done, status: [status('in_progress'), error(code)] })
    const job = start()
    await clock.advance(hour)
    expect(job.failure()).toMatchObject({ code, data: { requestId: 'r1' } })
    expect(store.all()[0]?.phase.state).toBe(state)
    expect(made('status')).toHaveLength(2)
  })

  test('of a long job asks less and less often, and is never much behind', async () => {
    const { start, clock, made } = setUp({
      ...done,
      status: [...Array.from({ length: 40 }, () => status('in_progress')), status('completed')],
    })
    start()
    await clock.advance(hour)
    const times = made('status').map(([, , at]) => at)
    const gaps = times.map((at, index) => at - (times[index - 1] ?? 0))
    expect(Math.min(...gaps)).toBe(100)
    expect(Math.max(...gaps)).toBeLessThanOrEqual(5000)
    expect(gaps.every((gap, index) => gap <= Math.max(100, 0.11 * (times[index - 1] ?? 0)) + 1e-6)).toBe(true)
  })

  test('comes first near the time that the endpoint usually takes', async () => {
    const { start, clock, made } = setUp(
      { ...done, status: [status('in_progress')], result: [result('in_progress')] },
      { expected: () => 8000 },
    )
    start()
    await clock.advance(8500)
    expect(made('status').map(([, , at]) => at)).toEqual([2000, 4000, 7600, 7920, 8240])
  })
})
