import { describe, expect, test } from 'vitest'
import type { ErrorCode } from '#shared/errors.ts'
import type { FakeClock } from '#shared/testing/fakeClock.ts'
import { fakeClock } from '#shared/testing/fakeClock.ts'
import type { EngineScript } from './jobsFixture.ts'
import { done, error, picture, result, setUp, status } from './jobsFixture.ts'
import { jobOf, leave, phases } from './leftFixture.ts'
import type { JobDurations } from './polls.ts'
import { createMemoryDurations, createPolls } from './polls.ts'

const hour = 3_600_000
const minutes = (count: number): number => count * 60_000

describe('reading a job', () => {
  test('survives an unstable network', async () => {
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

  test('waits for a busy engine without limit', async () => {
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

  test('continues with a request that is known again', async () => {
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

  test('of a long job polls less and less often, and is never much too late', async () => {
    const { start, clock, made } = setUp({
      ...done,
      status: [...Array.from({ length: 400 }, () => status('in_progress')), status('completed')],
    })
    start()
    await clock.advance(hour)
    const times = made('status').map(([, , at]) => at)
    const gaps = times.map((at, index) => at - (times[index - 1] ?? 0))
    expect(times.slice(0, 6)).toEqual([400, 800, 1200, 1600, 2000, 2500])
    expect(Math.max(...gaps)).toBeCloseTo(10_000)
    expect(gaps.every((gap, index) => gap <= Math.max(500, 0.02 * (times[index - 1] ?? 0)) + 1e-6)).toBe(true)
  })

  test('reports how long such a job usually takes, as soon as it is submitted and with each status', async () => {
    const polls = createPolls(createMemoryDurations())
    polls.learn('a/b', 8000)
    const { start, clock } = setUp(
      { ...done, status: [status('in_progress'), status('completed')] },
      { polls },
    )
    const job = start()
    await clock.advance(minutes(1))
    expect(job.updates.map(({ status: word, expected }) => [word, Math.round(expected ?? 0)])).toEqual([
      ['submitting', 0],
      ['submitted', 8000],
      ['in_progress', 8000],
      ['completed', 8000],
      ['downloading', 0],
    ])
  })

  test('polls first near the usual duration of the endpoint, then more often', async () => {
    const polls = createPolls(createMemoryDurations())
    polls.learn('a/b', 8000)
    polls.learn('a/c', 100)
    const { start, clock, made } = setUp({ ...done, status: [status('in_progress')] }, { polls })
    start()
    await clock.advance(8500)
    const times = made('status').map(([, , at]) => Math.round(at))
    expect(times).toEqual([7134, 7657, 8074, 8438])
  })
})

describe('the duration of a job is learned', () => {
  const finished = (took: number | null) => [result('completed', { output: { image: picture }, took })]
  /** Seen as done by the third poll, at 1200 ms. */
  const third: EngineScript = { ...done, result: finished(null) }

  /** What is learned about the endpoint after a job, and from which source. */
  async function learned(script: EngineScript, options: Parameters<typeof setUp>[1] = {}) {
    const durations = createMemoryDurations()
    const all = setUp(script, { polls: createPolls(durations), ...options })
    const job = all.start()
    await all.clock.advance(hour)
    expect(job.end()).toMatchObject({ result: { requestId: 'r1' } })
    return durations.latest('a/b')
  }

  test("from the engine's times", async () => {
    expect(await learned({ ...third, result: finished(700) })).toEqual([700])
  })

  test('else as the middle between the last two polls', async () => {
    expect(await learned(third)).toEqual([1000])
    expect(await learned({ ...third, status: [status('completed')] })).toEqual([200])
  })

  test.each([[1201], [86_400_000], [0], [-700]])(
    'not from an engine whose clock is wrong (%d ms)',
    async (took) => {
      expect(await learned({ ...third, result: finished(took) })).toEqual([1000])
    },
  )

  test('and used at once for the next one', async () => {
    const polls = createPolls(createMemoryDurations())
    const { start, clock, made } = setUp({ ...third, submit: ['r1', 'r2'] }, { polls })
    start({ seed: 1 })
    await clock.advance(hour)
    const first = clock.now() + polls.plan('a/b').next(0)
    expect(first).toBeGreaterThan(clock.now() + 800)
    start({ seed: 2 })
    await clock.advance(hour)
    expect(made('status').find(([, id]) => id === 'r2')?.[2]).toBeCloseTo(first)
  })

  test("for a job of an earlier process only from the engine's times: nobody polled meanwhile", async () => {
    const options = () => ({ left: leave(jobOf(phases.in_progress)), startsAt: 8 * hour })
    const over = { ...third, status: [status('completed')] }
    expect(await learned(over, options())).toEqual([])
    expect(await learned({ ...over, result: finished(700) }, options())).toEqual([700])
  })

  test('not from a time in which the engine was unreachable', async () => {
    const away = Array.from({ length: 10 }, () => error('engine.unreachable'))
    expect(await learned({ ...third, status: [...away, status('completed')] })).toEqual([])
  })

  test('and if it cannot be stored, the result arrives nevertheless', async () => {
    const broken: JobDurations = {
      add: () => {
        throw new Error('disk full')
      },
      latest: () => [],
    }
    const { start, clock, state } = setUp(done, { polls: createPolls(broken) })
    const job = start()
    await clock.advance(hour)
    expect(job.end()).toMatchObject({ result: { requestId: 'r1' } })
    expect(state()).toBe('downloaded')
  })
})

describe('when the machine has slept', () => {
  /** A clock that jumps forward when the machine sleeps: sleepers wake late. */
  function sleepyClock(): FakeClock & { suspend(milliseconds: number): void } {
    const awake = fakeClock(0)
    let suspended = 0
    return {
      ...awake,
      now: () => awake.now() + suspended,
      suspend: (milliseconds) => void (suspended += milliseconds),
    }
  }

  test('its jobs do not all poll at the same moment, and each is polled within seconds', async () => {
    const clock = sleepyClock()
    let chance = 0
    const { start, made } = setUp(
      { submit: [async () => `r${++chance}`], status: [status('in_progress')] },
      { clock, random: () => (chance = (chance + 0.37) % 1) },
    )
    for (let seed = 0; seed < 5; seed++) start({ seed })
    await clock.advance(1000)
    const before = made('status').length
    clock.suspend(2 * hour)
    await clock.advance(4000)
    const called = made('status').slice(before)
    const first = [...new Map(called.toReversed().map((call) => [call[1], call[2]])).values()]
    expect(first).toHaveLength(5)
    expect(new Set(first.map((at) => Math.round(at / 50))).size).toBe(5)
  })

  test('nothing is learned from it', async () => {
    const clock = sleepyClock()
    const durations = createMemoryDurations()
    const { start } = setUp(done, { clock, polls: createPolls(durations) })
    const job = start()
    await clock.advance(1000)
    clock.suspend(2 * hour)
    await clock.advance(10_000)
    expect(job.end()).toMatchObject({ result: { requestId: 'r1' } })
    expect(durations.latest('a/b')).toEqual([])
  })

  test('an engine that was unreachable before is awaited as long as ever: the network must come back first', async () => {
    const clock = sleepyClock()
    const away = Array.from({ length: 6 }, () => error('engine.unreachable'))
    const { start } = setUp({ ...done, status: [...away, status('completed')] }, { clock })
    const job = start()
    await clock.advance(2000)
    clock.suspend(2 * hour)
    await clock.advance(5 * 60_000)
    expect(job.end()).toMatchObject({ result: { requestId: 'r1' } })
  })
})

test.each([
  ['says that it is not charged', result('failed', { error: 'no', charged: 'no' }), 'no'],
  ['says that it is charged', result('failed', { error: 'no', charged: 'yes' }), 'yes'],
  ['does not say it', result('failed', { error: 'no' }), 'unknown'],
] as const)('of a failed job whose engine %s, that is what is recorded', async (_, ended, charged) => {
  const { start, clock, store } = setUp({ ...done, status: [status('completed')], result: [ended] })
  start()
  await clock.advance(hour)
  expect(store.all()[0]?.phase).toMatchObject({ state: 'failed', charged })
})

test('a submit carries the name of its job, by which a listing shows whose it is', async () => {
  const markers: (string | undefined)[] = []
  const { start, clock, store } = setUp(done, {
    through: (client) => ({
      ...client,
      submit: async (modelId, body, options) => {
        markers.push(options?.marker)
        return client.submit(modelId, body, options)
      },
    }),
  })
  start()
  await clock.advance(hour)
  expect(markers).toEqual(store.all().map(({ facts }) => facts.id))
})
