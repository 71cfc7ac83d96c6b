import { describe, expect, test } from 'vitest'
import { headOf } from '#shared/services.ts'
import type { Endpoint } from '#shared/catalogue/endpoint.ts'
import { done, endpoint, error, lighthouse, mediaOf, picture, result, setUp, status } from './jobsFixture.ts'
import { createMemoryJobStore } from './jobStore.ts'

const hour = 3_600_000

describe('a job', () => {
  test('is submitted once, polled, read, and its files are stored', async () => {
    const { start, clock, calls, assetsPut, states, store } = setUp(done)
    const job = start()
    await clock.advance(hour)
    expect(job.end()).toEqual({
      result: {
        requestId: 'r1',
        output: { image: picture },
        media: new Map([[picture, mediaOf('picture one')]]),
        cost: 0.01,
      },
    })
    expect(calls).toEqual([
      ['submit', 'a/b', 0],
      ['status', 'r1', 400],
      ['status', 'r1', 800],
      ['status', 'r1', 1200],
      ['result', 'r1', 1200],
      ['download', picture, 1200],
    ])
    expect(job.updates).toEqual([
      { status: 'submitting' },
      { requestId: 'r1', status: 'submitted' },
      { requestId: 'r1', status: 'in_queue', queuePosition: 1 },
      { requestId: 'r1', status: 'in_progress' },
      { requestId: 'r1', status: 'completed' },
      { requestId: 'r1', status: 'downloading' },
    ])
    expect(assetsPut).toEqual([
      ['picture one', 'image', { from: 'job', requestId: 'r1', url: picture, at: 1200 }],
    ])
    expect(states).toEqual([
      'created',
      'submitting',
      'submitted',
      'in_queue',
      'in_progress',
      'in_progress',
      'completed',
      'downloaded',
    ])
    expect(store.all()[0]?.facts).toMatchObject({
      id: 'job1',
      modelId: 'a/b',
      account: 'account',
      node: 'node1',
      item: '0' as const,
    })
  })

  test('is recorded before each step that needs it', async () => {
    const { start, clock, states } = setUp({
      ...done,
      submit: [() => Promise.resolve(states.join(' '))],
      status: [status('completed')],
    })
    const job = start()
    await clock.advance(hour)
    expect(job.end()).toMatchObject({ result: { requestId: 'created submitting' } })
  })

  test('with an unknown state is shown and polled again', async () => {
    const { start, clock } = setUp({
      ...done,
      status: [status('reticulating'), status('in_progress'), status('in_queue', 4), status('succeeded')],
    })
    const job = start()
    await clock.advance(hour)
    expect(job.words()).toEqual([
      'submitting',
      'submitted',
      'reticulating',
      'in_progress',
      'in_queue',
      'succeeded',
      'downloading',
    ])
    expect(job.end()).toMatchObject({ result: { requestId: 'r1' } })
  })

  test('without any picture ends well, with the output as it is', async () => {
    const { jobs, wait, clock } = setUp({
      ...done,
      result: [result('completed', { output: { text: 'a lighthouse' } })],
    })
    const words: Endpoint = { ...endpoint, outputs: ['text'] }
    const request = { endpoint: words, input: lighthouse, run: 'run', node: 'node', item: '0' as const }
    const job = wait((waiter) => jobs.run(request, waiter))
    await clock.advance(hour)
    expect(job.end()).toEqual({
      result: { requestId: 'r1', output: { text: 'a lighthouse' }, media: new Map(), cost: null },
    })
  })
})

describe('the result decides', () => {
  test('when the status says completed and the result failed', async () => {
    const { start, clock, store } = setUp({
      ...done,
      result: [result('failed', { error: 'out of memory.' })],
    })
    const job = start()
    await clock.advance(hour)
    expect(job.failure().toJSON()).toEqual({
      code: 'job.failed',
      message: 'The engine took the job and it failed: out of memory. The request id is r1.',
      data: { requestId: 'r1', said: 'out of memory.' },
    })
    expect(store.all()[0]?.phase).toMatchObject({ state: 'failed', charged: 'unknown' })
  })

  test('when the status says failed and the result completed', async () => {
    const { start, clock } = setUp({ ...done, status: [status('failed')] })
    const job = start()
    await clock.advance(hour)
    expect(job.end()).toMatchObject({ result: { requestId: 'r1' } })
  })

  test('when the status says completed too early', async () => {
    const { start, clock, made } = setUp({
      ...done,
      status: [status('completed')],
      result: [result('in_progress'), result('in_progress'), ...(done.result ?? [])],
    })
    const job = start()
    await clock.advance(hour)
    expect(job.end()).toMatchObject({ result: { requestId: 'r1' } })
    expect(made('result')).toHaveLength(3)
  })

  test('when the status says failed and the result in progress, until its end', async () => {
    const { start, clock, made } = setUp({
      ...done,
      status: [status('failed'), status('failed'), status('completed')],
      result: [result('in_progress'), result('in_progress'), ...(done.result ?? [])],
    })
    const job = start()
    await clock.advance(hour)
    expect(job.end()).toMatchObject({ result: { requestId: 'r1' } })
    expect(made('submit')).toHaveLength(1)
  })

  test('but not forever when the status says failed and the result nothing', async () => {
    const { start, clock } = setUp({ ...done, status: [status('failed')], result: [result('in_progress')] })
    const job = start()
    await clock.advance(hour)
    expect(job.failure().message).toBe(
      'The engine took the job and it failed without saying why. The request id is r1.',
    )
  })

  test('a failed job that was charged says so', async () => {
    const { start, clock, store } = setUp({ ...done, result: [result('failed', { cost: 0.01 })] })
    start()
    await clock.advance(hour)
    expect(store.all()[0]?.phase).toMatchObject({ state: 'failed', charged: 'yes' })
  })
})

test('a job that was cancelled elsewhere is cancelled here', async () => {
  const { start, clock, store, made } = setUp({ ...done, status: [status('canceled')] })
  const job = start()
  await clock.advance(hour)
  expect(job.failure()).toMatchObject({ code: 'job.cancelled', data: { requestId: 'r1' } })
  expect(store.all()[0]?.phase).toMatchObject({ state: 'cancelled' })
  expect(made('result')).toEqual([])
})

describe('two equal jobs', () => {
  test('in progress are one, and both get its updates', async () => {
    const { start, clock, made } = setUp(done)
    const first = start()
    await clock.advance(450)
    const second = start()
    await clock.advance(hour)
    expect(made('submit')).toHaveLength(1)
    expect(second.end()).toEqual(first.end())
    expect(second.words()).toEqual(['in_queue', 'in_progress', 'completed', 'downloading'])
  })

  test('one after the other are one: the paid result is reused', async () => {
    const { start, clock, calls } = setUp(done)
    const first = start()
    await clock.advance(hour)
    const before = calls.length
    const second = start()
    await clock.settle()
    expect(second.end()).toEqual(first.end())
    expect(calls).toHaveLength(before)
  })

  test('of which the first has failed are two: requested again, it is made again', async () => {
    const ends = [result('failed'), result('completed', { output: { image: picture } })]
    const { start, clock, made } = setUp({
      ...done,
      submit: ['r1', 'r2'],
      result: [async () => ends.shift() ?? result('in_progress')],
    })
    start()
    await clock.advance(hour)
    const second = start()
    await clock.advance(hour)
    expect(second.end()).toMatchObject({ result: { requestId: 'r2' } })
    expect(made('submit')).toHaveLength(2)
  })

  test('with other inputs are two', async () => {
    const { start, clock, made } = setUp({ ...done, submit: ['r1', 'r2'] })
    start({ prompt: 'a lighthouse', seed: 1 })
    start({ prompt: 'a lighthouse', seed: 2 })
    await clock.advance(hour)
    expect(made('submit')).toHaveLength(2)
  })

  test('of which one is cancelled continue for the other', async () => {
    const { start, clock, made } = setUp(done)
    const first = start()
    const second = start()
    await clock.advance(450)
    first.abort()
    await clock.settle()
    expect(first.failure()).toMatchObject({ code: 'cancelled' })
    await clock.advance(hour)
    expect(second.end()).toMatchObject({ result: { requestId: 'r1' } })
    expect(made('cancel')).toEqual([])
  })
})

test('one request id for two jobs leaves the second unknown', async () => {
  const { start, clock, made, store } = setUp({ ...done, status: [status('in_progress')] })
  start({ seed: 1 })
  const second = start({ seed: 2 })
  await clock.advance(1000)
  expect(second.failure()).toMatchObject({
    code: 'job.unknown',
    data: { reason: 'request-id-taken', requestId: 'r1' },
  })
  expect(made('submit')).toHaveLength(2)
  expect(store.all().map(({ phase }) => phase.state)).toEqual(['in_progress', 'unknown'])
})

test('a job whose store fails sends nothing', async () => {
  const { start, clock, made } = setUp(done, {
    store: { ...createMemoryJobStore(), add: () => Promise.reject(error('internal')) },
  })
  const job = start()
  await clock.advance(hour)
  expect(job.failure().code).toBe('internal')
  expect(made('submit')).toEqual([])
})

test('pictures are sent as the live address of an earlier output, else as a data URI', async () => {
  const old = mediaOf('picture one')
  const mask = mediaOf('mask', 'mask')
  const bodies: string[] = []
  const store = createMemoryJobStore()
  const { start, clock } = setUp(done, {
    assets: {
      put: (bytes, kind) => Promise.resolve(mediaOf(Buffer.from(headOf(bytes)).toString(), kind)),
      read: () => Promise.resolve(Buffer.from('mask')),
      originOf: (sha256) =>
        sha256 === old.sha256
          ? { from: 'job', requestId: 'r0', url: picture, at: 0 }
          : { from: 'node', type: 'x' },
    },
    store: {
      ...store,
      add(job, body) {
        bodies.push(Buffer.from(body).toString())
        store.add(job, body)
      },
    },
  })
  start({ prompt: 'x', image_url: old, mask_image_url: mask })
  await clock.advance(hour)
  expect(bodies).toEqual([
    JSON.stringify({ prompt: 'x', image_url: picture, mask_image_url: 'data:image/png;base64,bWFzaw==' }),
  ])
})
