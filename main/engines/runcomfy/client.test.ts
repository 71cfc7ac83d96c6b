import { inspect } from 'node:util'
import { describe, expect, onTestFinished, test } from 'vitest'
import { AppError } from '#shared/errors.ts'
import { createEgress } from '#main/network/egress.ts'
import { key, serve } from '#main/network/clientFixture.ts'
import type { RawServer } from '#main/network/rawServer.ts'
import { httpAnswer, jsonAnswer, startRawServer } from '#main/network/rawServer.ts'
import type { Client } from './client.ts'
import { createClient } from './client.ts'

function clientOf(server: Pick<RawServer, 'url'>): Client {
  const egress = createEgress({ api: server.url, token: () => key })
  onTestFinished(egress.close)
  return createClient({ egress, clock: { now: () => 0 } })
}

/** A client of a server that answers each call with one of `answers`, by its line, and the requests it got. */
async function talk(answers: Readonly<Record<string, string>>) {
  const server = await serve((socket, { line }) => {
    const answer = answers[line]
    if (answer === undefined) socket.destroy()
    else socket.write(answer)
  })
  return { client: clientOf(server), server, requested: () => server.requests.map(({ line }) => line) }
}

async function failure(call: Promise<unknown>): Promise<AppError> {
  const thrown: unknown = await call.then(
    () => null,
    (error: unknown) => error,
  )
  expect(inspect(thrown, { depth: 9, showHidden: true })).not.toContain(key)
  if (thrown instanceof AppError) return thrown
  throw new Error(`expected an AppError, got ${inspect(thrown)}`)
}

const r1 = { requestId: 'r1', modelId: 'a/b', statusUrl: null, resultUrl: null, cancelUrl: null }
const body = Buffer.from('{"prompt":"a lighthouse"}')

test.each([
  ['longer than it says', '{"request_id":"r1"}and more', 19],
  ['shorter than it says', '{"request_id":"r1"}', 40],
  ['cut off', '{"request_id":"r1","status_u', 300],
])('an answer to a submit that is %s still contains the request', async (_, text, length) => {
  const server = await serve((socket) => socket.end(httpAnswer(200, { 'content-length': length }, text)))
  const { requestId, doubt } = await clientOf(server).submit('a/b', body)
  expect([requestId, doubt?.code]).toEqual(['r1', 'job.unknown'])
})

describe('an answer that names another request', () => {
  const other = { request_id: "somebody-else's" }
  const done = { status: 'completed', output: { image: 'x' } }

  test.each([
    ['status', 'GET /v1/requests/r1/status', jsonAnswer(200, { ...done, ...other })],
    ['status', 'GET /v1/requests/r1/status', jsonAnswer(422, other)],
    ['status', 'GET /v1/requests/r1/status', jsonAnswer(404, other)],
    ['result', 'GET /v1/requests/r1/result?include_cost=true', jsonAnswer(200, { ...done, ...other })],
    ['result', 'GET /v1/requests/r1/result?include_cost=true', jsonAnswer(200, { ...done, request_id: 7 })],
    [
      'cancel',
      'POST /v1/requests/r1/cancel',
      jsonAnswer(200, { status: 'cancelled', outcome: 'cancelled', ...other }),
    ],
  ] as const)("to a %s call is the engine's failure, and retried: %s %s", async (call, line, answer) => {
    const { client } = await talk({ [line]: answer })
    expect(await failure(client[call](r1))).toMatchObject({
      code: 'engine.failed',
      data: { call, reason: 'other-request' },
    })
  })

  test('or none at all, or its own, is accepted', async () => {
    const { client } = await talk({
      'GET /v1/requests/r1/status': jsonAnswer(200, { request_id: 'r1', status: 'in_queue' }),
      'GET /v1/requests/r1/result?include_cost=true': jsonAnswer(200, { request_id: null, ...done }),
    })
    expect(await client.status(r1)).toMatchObject({ word: 'in_queue' })
    expect(await client.result(r1)).toMatchObject({ output: { image: 'x' } })
  })

  test('and refuses the key still says that it is the key', async () => {
    const { client } = await talk({
      'GET /v1/requests/r1/status': jsonAnswer(401, { request_id: 'trace-1' }),
    })
    expect(await failure(client.status(r1))).toMatchObject({ code: 'account.key' })
  })
})

test('calls use the request id, whatever addresses the engine names', async () => {
  const { client, requested: asked } = await talk({
    'POST /v1/models/a/b': jsonAnswer(200, {
      request_id: 'r1',
      status_url: 'https://evil.example/status',
      result_url: 'https://evil.example/result',
    }),
    'GET /v1/requests/r1/status': jsonAnswer(200, { status: 'in_queue', queue_position: 2 }),
    'GET /v1/requests/r1/result?include_cost=true': jsonAnswer(200, {
      status: 'completed',
      output: { image: 'x' },
      cost: 0.01,
    }),
    'POST /v1/requests/r1/cancel': jsonAnswer(200, { status: 'completed', outcome: 'not_cancellable' }),
  })
  const { requestId, statusUrl } = await client.submit('a/b', body)
  expect({ requestId, statusUrl }).toEqual({ requestId: 'r1', statusUrl: 'https://evil.example/status' })
  expect(await client.status(r1)).toEqual({ word: 'in_queue', phase: 'waiting', queuePosition: 2 })
  expect(await client.result(r1)).toEqual({
    word: 'completed',
    phase: 'completed',
    output: { image: 'x' },
    error: '',
    cost: 0.01,
    took: null,
  })
  expect(await client.cancel(r1)).toEqual({
    outcome: 'not_cancellable',
    word: 'completed',
    phase: 'completed',
  })
  expect(asked()).toHaveLength(4)
})

describe('a submit', () => {
  test('whose answer is lost is unknown, and was made once', async () => {
    const { client, requested: asked } = await talk({})
    const error = await failure(client.submit('a/b', body))
    expect(error.code).toBe('job.unknown')
    expect(error.data).toEqual({
      call: 'submit',
      reason: 'reset',
      reached: 'request',
      status: null,
      systemCode: 'ECONNRESET',
      said: '',
    })
    expect(asked()).toEqual(['POST /v1/models/a/b'])
  })

  test('that was never sent is unreachable', async () => {
    const server = await startRawServer(() => {})
    await server.close()
    expect((await failure(clientOf(server).submit('a/b', body))).code).toBe('engine.unreachable')
  })

  test('to a busy engine returns how long to wait', async () => {
    const { client } = await talk({
      'POST /v1/models/a/b': httpAnswer(429, { 'retry-after': 7, 'content-length': 0 }),
    })
    const error = await failure(client.submit('a/b', body))
    expect([error.code, error.data['retryAfter']]).toEqual(['engine.busy', 7000])
  })

  test('with a key that the engine repeats does not reveal it', async () => {
    const errorBody = { error_message: `Bearer ${key} is unknown`, error_code: 400004 }
    const { client } = await talk({ 'POST /v1/models/a/b': jsonAnswer(400, errorBody) })
    const error = await failure(client.submit('a/b', body))
    expect([error.code, error.data['said']]).toEqual(['account.key', 'Bearer [key] is unknown'])
    expect(JSON.stringify(error)).not.toContain(key)
  })

  test('to a model id that leads elsewhere is not sent', async () => {
    const { client, requested: asked } = await talk({})
    expect((await failure(client.submit('../requests/r1/cancel', body))).code).toBe('input.invalid')
    expect(asked()).toEqual([])
  })
})

describe('a read', () => {
  const status = 'GET /v1/requests/r1/status'

  test.each<[string, string, string]>([
    [
      'an HTML page',
      httpAnswer(200, { 'content-type': 'text/html', 'content-length': 6 }, '<html>'),
      'engine.failed',
    ],
    ['nothing', httpAnswer(200, { 'content-length': 0 }), 'engine.failed'],
    ['half an answer', httpAnswer(200, { 'content-length': 10 }, '{"status":'), 'engine.failed'],
    ['no answer to it', jsonAnswer(200, { hello: 1 }), 'engine.failed'],
    ['a fault', jsonAnswer(500, {}), 'engine.failed'],
    ['an error in the clothes of a success', jsonAnswer(200, { error_code: 404001 }), 'job.lost'],
    [
      'a redirect',
      httpAnswer(302, { location: 'https://evil.example', 'content-length': 0 }),
      'egress.refused',
    ],
    ['a no', jsonAnswer(401, {}), 'account.key'],
  ])('answered with %s fails with its own error', async (_words, answer, code) => {
    const { client } = await talk({ [status]: answer })
    expect((await failure(client.status(r1))).code).toBe(code)
  })

  test('that breaks off can be retried', async () => {
    const { client, requested: asked } = await talk({})
    const error = await failure(client.status(r1))
    expect([error.code, error.data['reason']]).toEqual(['engine.failed', 'reset'])
    expect(asked()).toEqual([status])
  })

  test('of a result that is too large returns a part of it, its cost, and the raw whole', async () => {
    const more = `[${'{},'.repeat(250_000)}{}]`
    const text = `{"request_id":"r1","status":"completed","cost":0.01,"output":{"more":${more},"image":"x"}}`
    const { client } = await talk({
      'GET /v1/requests/r1/result?include_cost=true': httpAnswer(
        200,
        { 'content-length': text.length },
        text,
      ),
    })
    const { output, ...known } = await client.result(r1)
    expect(output).toMatchObject({ image: 'x', more: { length: 4999 } })
    expect(known).toEqual({ word: 'completed', phase: 'completed', error: '', cost: 0.01, took: null, text })
  })

  test('of a result that is too large can still be of another request, or truncated', async () => {
    const more = `[${'{},'.repeat(250_000)}{}]`
    const line = 'GET /v1/requests/r1/result?include_cost=true'
    for (const text of [
      `{"more":${more},"request_id":"r2","status":"completed"}`,
      `{"request_id":"r1","status":"completed","output":{"more":${more}`,
    ]) {
      const { client } = await talk({ [line]: httpAnswer(200, { 'content-length': text.length }, text) })
      expect((await failure(client.result(r1))).code).toBe('engine.failed')
    }
  })

  test('of a status that is too large returns what it contains', async () => {
    const text = `{"status":"in_queue","more":[${'{},'.repeat(250_000)}{}]}`
    const { client } = await talk({ [status]: httpAnswer(200, { 'content-length': text.length }, text) })
    expect(await client.status(r1)).toMatchObject({ word: 'in_queue' })
  })

  test('of a status refuses ten megabytes, of a result not', async () => {
    const long = 'x'.repeat(10 * 2 ** 20)
    const { client } = await talk({
      [status]: jsonAnswer(200, { status: 'in_queue', long }),
      'GET /v1/requests/r1/result?include_cost=true': jsonAnswer(200, { status: 'completed', output: long }),
    })
    expect((await failure(client.status(r1))).data['reason']).toBe('too-large')
    expect((await client.result(r1)).output).toHaveLength(long.length)
  })
})

test('the catalogue is searched, and an entry that cannot be read is left out', async () => {
  const { client } = await talk({
    'GET /v1/models?search=z+image&kind=image&include_schema=true&limit=5&offset=0': jsonAnswer(200, {
      models: [
        {
          model_id: 'a/b',
          display_name: 'A',
          categories: ['x'],
          base_price_usd: 0.005,
          schema: { type: 'object' },
        },
        { display_name: 'nameless' },
        7,
        { model_id: 'c/d', base_price_usd: 'much', categories: 'none' },
      ],
      total: 4,
    }),
  })
  const found = await client.models({
    search: 'z image',
    kind: 'image',
    includeSchema: true,
    limit: 5,
    offset: 0,
  })
  const unpriced = { basePrice: null, priceUnit: null, pricingNote: null }
  expect(found).toEqual({
    models: [
      {
        ...unpriced,
        modelId: 'a/b',
        title: 'A',
        categories: ['x'],
        basePrice: 0.005,
        schema: { type: 'object' },
      },
      { ...unpriced, modelId: 'c/d', title: 'c/d', categories: [], schema: null },
    ],
    total: 4,
  })
})

test('one model is returned with its schema, and a missing one is reported as such', async () => {
  const { client } = await talk({
    'GET /v1/models/a/b': jsonAnswer(200, { model_id: 'a/b', input_schema: {} }),
    'GET /v1/models/c/d': jsonAnswer(404, { error_code: 404001 }),
  })
  expect(await client.model('a/b')).toMatchObject({ modelId: 'a/b', schema: {} })
  expect((await failure(client.model('c/d'))).code).toBe('input.invalid')
})

test("the balance is requested from the account's host", async () => {
  const { client } = await talk({
    'GET /prod/v2/balance': jsonAnswer(200, { balance_usd: '12.5', currency: 'USD' }),
  })
  expect(await client.balance()).toEqual({ balance: 12.5, currency: 'USD' })
})
