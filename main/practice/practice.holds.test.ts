import { once } from 'node:events'
import type { IncomingMessage } from 'node:http'
import { request as httpRequest } from 'node:http'
import { afterEach, describe, expect, test } from 'vitest'
import { createFakeClock } from './testing/fakeClock.ts'
import { clearEngines, startEngine } from './testing/engines.ts'
import { testEndpoints } from './testing/endpoints.ts'

afterEach(clearEngines)

const text = testEndpoints.text.modelId
const sized = testEndpoints.sized.modelId

/** An engine whose requests are named `r-1`, `r-2`, … and a submit that returns the one it made. */
async function setUp() {
  let made = 0
  const { practice, caller } = await startEngine({ newRequestId: () => `r-${(made += 1)}` })
  const submit = async (model = text): Promise<string> =>
    String((await caller.submit(model, { prompt: 'hills' })).json['request_id'])
  return { practice, caller, submit }
}

describe('over HTTP', () => {
  test('a request is held in each state until it is released', async () => {
    const { practice, caller, submit } = await setUp()
    await caller.post('/practice/holds', { state: 'in_queue' })
    expect((await caller.post('/practice/holds', { state: 'in_progress' })).json).toEqual({
      gates: [{ state: 'in_queue' }, { state: 'in_progress' }],
      held: [],
      answering: 0,
    })
    await submit()
    const queued = { requestId: 'r-1', modelId: text, state: 'in_queue' }
    expect((await caller.get('/practice/reached?state=in_queue')).json).toEqual({ requests: [queued] })
    expect((await caller.get('/practice/holds')).json).toMatchObject({ held: [queued] })
    expect((await caller.get('/v1/requests/r-1/status')).json).toMatchObject({ status: 'in_queue' })

    await caller.post('/practice/release', { request: 'r-1' })
    const running = { ...queued, state: 'in_progress' }
    expect((await caller.get('/practice/reached?state=in_progress')).json).toEqual({ requests: [running] })
    expect((await caller.get('/v1/requests/r-1/status')).json).toMatchObject({ status: 'in_progress' })
    expect((await caller.post('/practice/release', { state: 'in_queue' })).json).toEqual({
      gates: [{ state: 'in_progress' }],
      held: [running],
      answering: 0,
    })

    const waiting = caller.get('/practice/reached?state=completed&request=r-1')
    const cleared = await fetch(`${practice.url}/practice/holds`, { method: 'DELETE' })
    expect(await cleared.json()).toMatchObject({ gates: [] })
    expect((await waiting).json).toEqual({ requests: [{ ...queued, state: 'completed' }] })
  })

  test('calls are waited for by their kind and their request, before they are made', async () => {
    const { caller, submit } = await setUp()
    const twice = caller.get('/practice/arrived?call=status&count=2')
    const own = caller.get('/practice/arrived?call=status&request=r-2')
    for (const id of [await submit(), await submit()]) await caller.get(`/v1/requests/${id}/status`)
    expect([(await twice).json, (await own).json]).toEqual([{ count: 2 }, { count: 1 }])
  })

  test.each([
    ['POST', '/practice/holds', { state: 'completed' }, 422],
    ['POST', '/practice/holds', { state: 'in_queue', more: 1 }, 422],
    ['POST', '/practice/holds', 'no JSON', 422],
    ['POST', '/practice/release', {}, 422],
    ['POST', '/practice/release', { request: 'r-9' }, 404],
    ['GET', '/practice/reached', undefined, 422],
    ['GET', '/practice/reached?state=in_queue&count=-1', undefined, 422],
    ['GET', '/practice/arrived?call=everything', undefined, 422],
  ])('%s %s with %j is refused with %i', async (method, path, body, status) => {
    const { caller } = await setUp()
    const answer = method === 'GET' ? await caller.get(path) : await caller.post(path, body)
    expect(answer.status).toBe(status)
  })

  test('a gate cannot be set by a page of another origin', async () => {
    const { caller } = await setUp()
    const headers = { 'content-type': 'text/plain' }
    expect((await caller.post('/practice/holds', { state: 'in_queue' }, headers)).status).toBe(415)
    expect((await caller.get('/practice/holds')).json).toEqual({ gates: [], held: [], answering: 0 })
  })
})

describe('in process', () => {
  test('a gate for one endpoint lets the requests of others pass', async () => {
    const { practice, submit } = await setUp()
    practice.hold({ state: 'in_queue', model: text })
    await submit(text)
    await submit(sized)
    expect(await practice.reached({ state: 'completed' })).toEqual([
      { requestId: 'r-2', modelId: sized, state: 'completed' },
    ])
    expect(practice.holds().held).toEqual([{ requestId: 'r-1', modelId: text, state: 'in_queue' }])
    practice.release()
    expect(await practice.reached({ state: 'completed', model: text })).toHaveLength(1)
  })

  test('more requests than there are workers are held in progress at once', async () => {
    const { practice, submit } = await setUp()
    practice.hold({ state: 'in_progress' })
    await Promise.all([submit(), submit(), submit(), submit()])
    expect(await practice.reached({ state: 'in_progress', count: 4 })).toHaveLength(4)
    expect(practice.holds().held).toHaveLength(4)
    practice.release()
    expect(await practice.reached({ state: 'completed', count: 4 })).toHaveLength(4)
  })

  test('a held request that is cancelled is no longer held', async () => {
    const { practice, caller, submit } = await setUp()
    practice.hold({ state: 'in_queue' })
    await caller.post(`/v1/requests/${await submit()}/cancel`)
    expect(await practice.reached({ state: 'cancelled' })).toHaveLength(1)
    expect(practice.holds().held).toEqual([])
  })

  test('no time lets a held request go', async () => {
    const clock = createFakeClock()
    const { practice, caller } = await startEngine({ clock })
    practice.hold({ state: 'in_queue' })
    await caller.submit(text, { prompt: 'hills' })
    await clock.pass(86_400_000)
    expect(practice.holds().held).toHaveLength(1)
    practice.release()
    expect(await practice.reached({ state: 'in_progress' })).toHaveLength(1)
  })

  test('a call is in progress from its first line to the end of its answer', async () => {
    const { practice } = await setUp()
    const { hostname, port } = new URL(practice.url)
    const request = httpRequest({ hostname, port, path: `/v1/models/${text}`, method: 'POST' })
    request.setHeader('content-type', 'application/json')
    request.flushHeaders()
    await practice.arrived({ call: 'submit' })
    expect(practice.holds().answering).toBe(1)
    request.end(JSON.stringify({ prompt: 'hills' }))
    const [response] = (await once(request, 'response')) as [IncomingMessage]
    await once(response.resume(), 'end')
    await expect.poll(() => practice.holds().answering).toBe(0)
  })

  test('releasing a request that is not held is an error', async () => {
    const { practice } = await setUp()
    expect(() => practice.release({ request: 'r-9' })).toThrow(RangeError)
  })

  test('closing the engine ends all waits', async () => {
    const { practice } = await setUp()
    const wait = practice.arrived({ call: 'submit' })
    await Promise.all([expect(wait).rejects.toThrow('The practice engine was closed.'), practice.close()])
  })
})
