import { describe, expect, test } from 'vitest'
import type { Json } from '#shared/ports/value.ts'
import type { EngineScript } from './jobsFixture.ts'
import { done, endpoint, error, lighthouse, mediaOf, picture, result, setUp, status } from './jobsFixture.ts'

const hour = 3_600_000
const quick: EngineScript = { ...done, status: [status('completed')] }
const whole = result('completed', { output: { image: picture }, cost: 0.01 })
const early = (output: Json) => result('completed', { output, cost: 0.01 })
const made = {
  result: {
    requestId: 'r1',
    output: { image: picture },
    media: new Map([[picture, mediaOf('picture one')]]),
    cost: 0.01,
  },
}

describe('a job that is reported as completed before its output is there', () => {
  test.each<[Json]>([
    [null],
    [{}],
    [[]],
    [''],
    [{ image: null }],
    [{ image: { url: null, content_type: 'image/png' } }],
    [{ seed: 7 }],
  ])('as %j is read again, and brings its picture with one submit', async (output) => {
    const { start, clock, calls, states } = setUp({
      ...quick,
      result: [early(output), early(output), error('engine.failed'), whole],
    })
    const job = start()
    await clock.advance(hour)
    expect(job.end()).toEqual(made)
    expect(calls.map(([call, , at]) => [call, at])).toEqual([
      ['submit', 0],
      ['status', 400],
      ['result', 400],
      ['result', 1400],
      ['result', 3400],
      ['result', 8400],
      ['download', 8400],
    ])
    expect(states.slice(4)).toEqual(['completed', 'awaited', 'awaited', 'awaited', 'completed', 'downloaded'])
    expect(job.words()).toContain('output_awaited')
  })

  test('is recorded with what arrived and the time of the next read, before each wait', async () => {
    const { start, clock, store } = setUp({ ...quick, result: [early(null)] })
    start()
    await clock.advance(500)
    expect(store.all()[0]?.phase).toEqual({
      state: 'awaited',
      request: { requestId: 'r1', statusUrl: null, resultUrl: null, cancelUrl: null, at: 0 },
      output: null,
      cost: 0.01,
      missing: ['image'],
      asks: 1,
      askAt: 1400,
    })
  })

  test('is read eight times in four minutes and a half, and the error then says that it is not paid for again', async () => {
    const { start, clock, made: calls, state } = setUp({ ...quick, result: [early(null)] })
    const job = start()
    await clock.advance(300_000)
    expect(job.failure().toJSON()).toEqual({
      code: 'job.awaited',
      message:
        'The engine says that the job is done, but its output (image) has not come yet. It is not paid for again: the output is asked for at the next run, by patchbay resume, and by patchbay job refresh job1. The request id is r1.',
      data: { requestId: 'r1', job: 'job1', missing: ['image'], cost: 0.01 },
    })
    await clock.advance(hour)
    expect([calls('result').length, calls('submit').length, state()]).toEqual([9, 1, 'awaited'])
  })

  test('and that was given up is read once by each run of the same, until it is there', async () => {
    const late = Array.from({ length: 10 }, () => early(null))
    const { start, clock, made: calls } = setUp({ ...quick, result: [...late, whole] })
    start()
    await clock.advance(hour)
    const second = start()
    await clock.advance(hour)
    expect(second.failure()).toMatchObject({ code: 'job.awaited' })
    expect(calls('result')).toHaveLength(10)
    const third = start()
    await clock.advance(hour)
    expect(third.end()).toEqual(made)
    expect([calls('result').length, calls('submit').length]).toEqual([11, 1])
  })

  test('is taken up by the next process, which continues with the remaining waits', async () => {
    const first = setUp({ ...quick, result: [early(null)] })
    first.start()
    await first.clock.advance(10_000)
    void first.jobs.close()
    await first.clock.settle()
    const left = first.store
    const second = setUp({ ...quick, result: [early(null), early(null), whole] }, { left, startsAt: 60_000 })
    await second.jobs.recover()
    await second.clock.advance(hour)
    expect(left.all().map(({ phase }) => phase.state)).toEqual(['downloaded'])
    expect(second.made('submit')).toEqual([])
  })

  test('keeps what has arrived when a later answer contains less', async () => {
    const { start, clock } = setUp({
      ...quick,
      result: [early({ image: null, seed: 7 }), early(null), early({ image: picture })],
    })
    const job = start()
    await clock.advance(2000)
    job.abort()
    await clock.advance(hour)
    expect(job.failure()).toMatchObject({ code: 'cancelled' })
  })

  test('cancelled while its output is awaited, is followed until it is there', async () => {
    const {
      start,
      clock,
      state,
      made: calls,
    } = setUp({ ...quick, result: [early(null), early(null), whole] })
    const job = start()
    await clock.advance(500)
    job.abort()
    await clock.settle()
    expect(job.failure()).toMatchObject({ code: 'cancelled' })
    await clock.advance(hour)
    expect([state(), calls('cancel')]).toEqual(['downloaded', []])
  })

  test('that fails after all has failed; one of which a part had arrived has not', async () => {
    const failed = result('failed', { error: 'out of memory' })
    const empty = setUp({ ...quick, result: [early(null), failed] })
    const job = empty.start()
    await empty.clock.advance(hour)
    expect(job.failure()).toMatchObject({ code: 'job.failed' })
    const half = setUp({ ...quick, result: [early({ images: [picture, null] }), failed] })
    const other = half.start()
    await half.clock.advance(hour)
    expect(other.end()).toMatchObject({ result: { media: new Map([[picture, mediaOf('picture one')]]) } })
  })
})

describe('a part that never arrives', () => {
  test('does not discard what is there', async () => {
    const { start, clock, state } = setUp({ ...quick, result: [early({ images: [picture, null] })] })
    const job = start()
    await clock.advance(hour)
    expect(job.end()).toMatchObject({ result: { media: new Map([[picture, mediaOf('picture one')]]) } })
    expect(state()).toBe('downloaded')
  })

  test('of an endpoint for data leaves the data', async () => {
    const { jobs, wait, clock } = setUp({ ...quick, result: [early({ image: null, boxes: [1] })] })
    const request = {
      endpoint: { ...endpoint, outputs: ['image', 'json'] as const },
      input: lighthouse,
      run: 'run',
      node: 'node',
      item: '0' as const,
    }
    const job = wait((waiter) =>
      jobs.run(
        { ...request, endpoint: { ...request.endpoint, outputs: [...request.endpoint.outputs] } },
        waiter,
      ),
    )
    await clock.advance(hour)
    expect(job.end()).toMatchObject({ result: { output: { image: null, boxes: [1] } } })
  })
})

test('data that is complete is not waited for', async () => {
  const { jobs, wait, clock, made: calls } = setUp({ ...quick, result: [early({})] })
  const request = { endpoint: { ...endpoint, outputs: ['json' as const] }, input: lighthouse }
  const job = wait((waiter) => jobs.run({ ...request, run: 'run', node: 'node', item: '0' as const }, waiter))
  await clock.advance(hour)
  expect(job.end()).toMatchObject({ result: { output: {} } })
  expect(calls('result')).toHaveLength(1)
})
