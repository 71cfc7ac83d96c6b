import { describe, expect, test } from 'vitest'
import { key, serve } from '#main/network/clientFixture.ts'
import { httpAnswer, jsonAnswer, startRawServer } from '#main/network/rawServer.ts'
import {
  cancelLine,
  clientOf,
  failure,
  r1,
  resultLine,
  statusLine,
  submitLine,
  talk,
} from './clientFixture.ts'

const body = Buffer.from('{"prompt":"a lighthouse"}')
const { modelId } = r1

describe('a submit', () => {
  test('is the input itself, with the key in its scheme and the tag of the job', async () => {
    const { client, server } = await talk({
      [submitLine]: jsonAnswer(200, {
        request_id: 'r1',
        status_url: 'https://queue.fal.run/fal-ai/flux/requests/r1/status',
        response_url: 'https://queue.fal.run/fal-ai/flux/requests/r1',
        cancel_url: 'https://queue.fal.run/fal-ai/flux/requests/r1/cancel',
        queue_position: 0,
      }),
    })
    expect(await client.submit(modelId, body, { marker: 'job-1' })).toEqual({
      requestId: 'r1',
      statusUrl: 'https://queue.fal.run/fal-ai/flux/requests/r1/status',
      resultUrl: 'https://queue.fal.run/fal-ai/flux/requests/r1',
      cancelUrl: 'https://queue.fal.run/fal-ai/flux/requests/r1/cancel',
    })
    expect(server.requests[0]).toMatchObject({
      body,
      headers: { authorization: `Key ${key}`, 'x-fal-tags': 'patchbay=job-1' },
    })
  })

  test('without a marker, or with one that the gateway would drop, has no tag', async () => {
    const { client, server } = await talk({ [submitLine]: jsonAnswer(200, { request_id: 'r1' }) })
    await client.submit(modelId, body)
    await client.submit(modelId, body, { marker: 'a,b=c' })
    expect(server.requests.map(({ headers }) => headers['x-fal-tags'])).toEqual([undefined, undefined])
  })

  test('whose answer is lost is unknown, and was made once', async () => {
    const { client, requested } = await talk({})
    const error = await failure(client.submit(modelId, body))
    expect(error.code).toBe('job.unknown')
    expect(error.message).toContain('look at your requests at fal')
    expect(error.data).toEqual({
      call: 'submit',
      reason: 'reset',
      reached: 'request',
      status: null,
      systemCode: 'ECONNRESET',
      said: '',
    })
    expect(requested()).toEqual([submitLine])
  })

  test('that was never sent is unreachable', async () => {
    const server = await startRawServer(() => {})
    await server.close()
    expect((await failure(clientOf(server).submit(modelId, body))).code).toBe('engine.unreachable')
  })

  test('that exceeds the concurrency of the account says how long to wait', async () => {
    const headers = { 'retry-after': 7, 'x-fal-needs-retry': 1, 'content-length': 0 }
    const { client } = await talk({ [submitLine]: httpAnswer(429, headers) })
    const error = await failure(client.submit(modelId, body))
    expect([error.code, error.data['retryAfter']]).toEqual(['engine.busy', 7000])
  })

  test('with a key that fal repeats does not reveal it', async () => {
    const { client } = await talk({ [submitLine]: jsonAnswer(401, { detail: `Key ${key} is unknown` }) })
    const error = await failure(client.submit(modelId, body))
    expect([error.code, error.data['said']]).toEqual(['account.key', 'Key [key] is unknown'])
    expect(JSON.stringify(error)).not.toContain(key)
  })

  test.each(['../requests/r1/cancel', 'flux', 'a/../b', 'a/b?x'])(
    'to %s, which leads elsewhere, is not sent',
    async (elsewhere) => {
      const { client, requested } = await talk({})
      expect((await failure(client.submit(elsewhere, body))).code).toBe('input.invalid')
      expect(requested()).toEqual([])
    },
  )

  test.each([
    ['longer than it says', '{"request_id":"r1"}and more', 19],
    ['shorter than it says', '{"request_id":"r1"}', 40],
    ['cut off', '{"request_id":"r1","status_u', 300],
  ])('whose answer is %s still names its request', async (_, text, length) => {
    const server = await serve((socket) => socket.end(httpAnswer(200, { 'content-length': length }, text)))
    const { requestId, doubt } = await clientOf(server).submit(modelId, body)
    expect([requestId, doubt?.code]).toEqual(['r1', 'job.unknown'])
  })
})

describe('calls about a request', () => {
  test('go to the addresses of its submit if they are on the API itself and about it', async () => {
    const answers = {
      'GET /elsewhere/requests/r1/status?logs=0': jsonAnswer(202, { status: 'IN_PROGRESS' }),
      'PUT /elsewhere/requests/r1/cancel': jsonAnswer(202, { status: 'CANCELLATION_REQUESTED' }),
      'GET /elsewhere/requests/r1': jsonAnswer(200, { ok: 1 }),
    }
    const { client, server, requested } = await talk(answers)
    const request = {
      ...r1,
      statusUrl: new URL('/elsewhere/requests/r1/status?logs=0', server.url).href,
      resultUrl: new URL('/elsewhere/requests/r1', server.url).href,
      cancelUrl: new URL('/elsewhere/requests/r1/cancel', server.url).href,
    }
    await client.status(request)
    await client.result(request)
    await client.cancel(request)
    expect(requested().toSorted()).toEqual(Object.keys(answers).toSorted())
  })

  test.each([
    ['another host', 'https://evil.example/fal-ai/flux/requests/r1/status'],
    ['plain http', 'http://queue.fal.run/fal-ai/flux/requests/r1/status'],
    ['another request', '/fal-ai/flux/requests/r2/status'],
    ['no address', 'status'],
  ])('never go to %s: the path follows from the endpoint then', async (_, address) => {
    const { client, server, requested } = await talk({
      [statusLine]: jsonAnswer(200, { status: 'IN_QUEUE' }),
    })
    const statusUrl = address.startsWith('/') ? new URL(address, server.url).href : address
    expect(await client.status({ ...r1, statusUrl })).toMatchObject({ phase: 'waiting' })
    expect(requested()).toEqual([statusLine])
  })

  test.each(['', 'a/b', '../x', 'a b', 'x'.repeat(129)])('are not made for the id %j', async (requestId) => {
    const { client, requested } = await talk({})
    for (const call of ['status', 'result', 'cancel'] as const)
      expect((await failure(client[call]({ ...r1, requestId }))).code).toBe('input.invalid')
    expect(requested()).toEqual([])
  })
})

describe('a status', () => {
  test.each([
    [
      { status: 'IN_QUEUE', queue_position: 2 },
      { word: 'in_queue', phase: 'waiting', queuePosition: 2 },
    ],
    [
      { status: 'IN_PROGRESS', logs: null },
      { word: 'in_progress', phase: 'running', queuePosition: null },
    ],
    [
      { status: 'COMPLETED', metrics: { inference_time: 1.5 } },
      { word: 'completed', phase: 'completed', queuePosition: null },
    ],
    [
      { status: 'COMPLETED', error: 'no', error_type: 'runner_error' },
      { word: 'completed', phase: 'failed', queuePosition: null },
    ],
    [
      { status: 'COMPLETED', error: { detail: [] } },
      { word: 'completed', phase: 'failed', queuePosition: null },
    ],
    [
      { status: 'RETICULATING', queue_position: -1 },
      { word: 'reticulating', phase: 'unknown', queuePosition: null },
    ],
  ])('%j is %j', async (answer, expected) => {
    const { client } = await talk({ [statusLine]: jsonAnswer(200, answer) })
    expect(await client.status(r1)).toEqual(expected)
  })

  test.each<[string, string, string]>([
    ['an HTML page', httpAnswer(200, { 'content-length': 6 }, '<html>'), 'engine.failed'],
    ['nothing', httpAnswer(200, { 'content-length': 0 }), 'engine.failed'],
    ['half an answer', httpAnswer(200, { 'content-length': 10 }, '{"status":'), 'engine.failed'],
    ['no answer to it', jsonAnswer(200, { hello: 1 }), 'engine.failed'],
    ['a status of a wrong type', jsonAnswer(200, { status: 7 }), 'engine.failed'],
    [
      'the status of another request',
      jsonAnswer(200, { request_id: 'r2', status: 'COMPLETED' }),
      'engine.failed',
    ],
    ['a fault', jsonAnswer(500, {}), 'engine.failed'],
    ['that it is not known', jsonAnswer(404, { detail: 'Request not found' }), 'job.lost'],
    [
      'a redirect',
      httpAnswer(302, { location: 'https://evil.example', 'content-length': 0 }),
      'egress.refused',
    ],
    ['a no', jsonAnswer(401, { detail: 'Unauthorized' }), 'account.key'],
    ['a lock', jsonAnswer(403, { detail: 'User is locked. Reason: Exhausted balance.' }), 'engine.failed'],
    ['too much to do', jsonAnswer(429, { detail: 'slow down' }), 'engine.busy'],
  ])('that is answered with %s fails with its own error', async (_words, answer, code) => {
    const { client, requested } = await talk({ [statusLine]: answer })
    expect((await failure(client.status(r1))).code).toBe(code)
    expect(requested()).toEqual([statusLine])
  })

  test('that breaks off can be retried', async () => {
    const { client, requested } = await talk({})
    const error = await failure(client.status(r1))
    expect([error.code, error.data['reason']]).toEqual(['engine.failed', 'reset'])
    expect(requested()).toEqual([statusLine])
  })

  test('of ten megabytes is refused, a result not', async () => {
    const long = 'x'.repeat(10 * 2 ** 20)
    const { client } = await talk({
      [statusLine]: jsonAnswer(200, { status: 'IN_QUEUE', long }),
      [resultLine]: jsonAnswer(200, { long }),
    })
    expect((await failure(client.status(r1))).data['reason']).toBe('too-large')
    expect((await client.result(r1)).output).toEqual({ long })
  })
})

describe('a cancel', () => {
  test.each([
    [
      jsonAnswer(202, { status: 'CANCELLATION_REQUESTED' }),
      { outcome: 'requested', word: 'cancellation_requested', phase: 'unknown' },
    ],
    [jsonAnswer(200, { status: 'OK' }), { outcome: 'cancelled', word: 'ok', phase: 'cancelled' }],
    [
      jsonAnswer(400, { status: 'ALREADY_COMPLETED' }),
      { outcome: 'not_cancellable', word: 'already_completed', phase: 'completed' },
    ],
  ])('is a PUT, and %j is %j', async (answer, expected) => {
    const { client, requested } = await talk({ [cancelLine]: answer })
    expect(await client.cancel(r1)).toEqual(expected)
    expect(requested()).toEqual([cancelLine])
  })

  test.each<[string, string, string]>([
    ['that the request is not known', jsonAnswer(404, { status: 'NOT_FOUND' }), 'job.lost'],
    ['another 400', jsonAnswer(400, { detail: 'no' }), 'engine.failed'],
    ['another word', jsonAnswer(202, { status: 'PERHAPS' }), 'engine.failed'],
    ['another request', jsonAnswer(202, { status: 'OK', request_id: 'r2' }), 'engine.failed'],
    ['a fault', jsonAnswer(503, {}), 'engine.failed'],
  ])('that is answered with %s fails', async (_, answer, code) => {
    const { client } = await talk({ [cancelLine]: answer })
    expect((await failure(client.cancel(r1))).code).toBe(code)
  })
})
