import { request as rawRequest } from 'node:http'
import { afterEach, describe, expect, test } from 'vitest'
import type { PracticeClock } from './requests/clock.ts'
import type { FaultOrder } from './faults/fault.ts'
import { clearEngines, newFolder, startEngine } from './testing/engines.ts'
import { testEndpoints } from './testing/endpoints.ts'

afterEach(clearEngines)

const start = (...faults: readonly FaultOrder[]) => startEngine({ faults })

const text = testEndpoints.text.modelId
const input = { prompt: 'hills', image_size: 'square' }

/** What a client sees of a failing answer: the bytes up to its end, and how it ended. */
interface Seen {
  readonly status: number | null
  readonly declaredLength: string | null
  readonly body: string
  readonly ending: 'end' | 'broken'
}

/** A GET or POST on a connection of its own, which records everything that arrives; disconnects after `most` bytes. */
function look(address: string, method = 'GET', body = '', max = Number.POSITIVE_INFINITY): Promise<Seen> {
  return new Promise((resolve) => {
    let seen: Seen = { status: null, declaredLength: null, body: '', ending: 'broken' }
    const headers = { 'content-type': 'application/json' }
    const call = rawRequest(address, { method, agent: false, headers }, (response) => {
      seen = {
        ...seen,
        status: response.statusCode ?? null,
        declaredLength: response.headers['content-length'] ?? null,
      }
      response.on('data', (chunk: Buffer) => {
        seen = { ...seen, body: seen.body + chunk.toString('latin1') }
        if (seen.body.length >= max) call.destroy()
      })
      response.on('end', () => resolve({ ...seen, ending: response.complete ? 'end' : 'broken' }))
      response.on('error', () => resolve(seen))
      response.on('close', () => resolve(seen))
    })
    call.on('error', () => resolve(seen))
    call.end(body)
  })
}

test('a submit that is answered in another protocol was accepted, and nothing more is sent', async () => {
  const { practice } = await start({ what: 'switch', call: 'submit', accept: true })
  const { promise, resolve } = Promise.withResolvers<number | undefined>()
  const call = rawRequest(`${practice.url}/v1/models/${text}`, {
    method: 'POST',
    agent: false,
    headers: { 'content-type': 'application/json' },
  })
  call.once('upgrade', ({ statusCode }, socket) => {
    socket.destroy()
    resolve(statusCode)
  })
  call.end(JSON.stringify(input))
  expect([await promise, practice.ledger.length]).toEqual([101, 1])
})

test('a submit that is refused names the request that was accepted nevertheless', async () => {
  const { practice, caller } = await start({
    what: 'status',
    call: 'submit',
    status: 409,
    accept: true,
    names: 'own',
  })
  const { status, json } = await caller.submit(text, input)
  expect([status, json['request_id'], practice.ledger.length]).toEqual([
    409,
    practice.ledger[0]?.requestId,
    1,
  ])
})

test.each([
  ['glb', 'model/gltf-binary'],
  ['zip', 'application/zip'],
  ['bin', 'application/octet-stream'],
])('a sample of %s is served as %s', async (ending, mime) => {
  const { practice } = await start()
  const answer = await fetch(`${practice.url}/samples/mesh.${ending}`)
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, mime])
  expect((await fetch(`${practice.url}/samples/mesh.exe`)).status).toBe(404)
})

describe('a submit whose answer is lost', () => {
  test('is in the ledger when it was accepted', async () => {
    const { practice, caller } = await start({ what: 'drop', call: 'submit' })
    expect(await look(`${practice.url}/v1/models/${text}`, 'POST', JSON.stringify(input))).toMatchObject({
      status: null,
      ending: 'broken',
    })
    expect(practice.ledger).toHaveLength(1)
    expect((await caller.submit(text, input)).status).toBe(200)
    expect(practice.ledger).toHaveLength(2)
  })

  test.each<[string, FaultOrder]>([
    ['it was read and dropped', { what: 'drop', call: 'submit', accept: false }],
    ['it was dropped before it was read', { what: 'dropBefore', call: 'submit' }],
    ['it was dropped with a reset', { what: 'dropBefore', call: 'submit', reset: true }],
    ['a code was answered in its stead', { what: 'status', call: 'submit', status: 502 }],
  ])('is not in the ledger when %s', async (_name, fault) => {
    const { practice } = await start(fault)
    await look(`${practice.url}/v1/models/${text}`, 'POST', JSON.stringify(input))
    expect(practice.ledger).toEqual([])
  })

  test.each<FaultOrder>([
    { what: 'status', call: 'submit', status: 500, accept: true },
    { what: 'html', call: 'submit', accept: true },
    { what: 'cutOff', call: 'submit' },
    { what: 'empty', call: 'submit', accept: true },
  ])('may be in the ledger behind another answer: %j', async (fault) => {
    const { practice } = await start(fault)
    await look(`${practice.url}/v1/models/${text}`, 'POST', JSON.stringify(input))
    expect(practice.ledger).toHaveLength(1)
  })

  test('is counted as it arrived, also when it was dropped unread', async () => {
    const { practice, caller } = await start({ what: 'dropBefore', call: 'submit' })
    await look(`${practice.url}/v1/models/${text}`, 'POST', JSON.stringify(input))
    expect((await caller.get('/practice/counts')).json).toMatchObject({ calls: { submit: 1 } })
  })
})

test('one id for two jobs: the ledger holds both', async () => {
  const { practice, caller } = await start({ what: 'duplicateId', call: 'submit', after: 1 })
  const [first, second] = [
    (await caller.submit(text, input)).json,
    (await caller.submit(text, { ...input, seed: 2 })).json,
  ]
  expect(second['request_id']).toBe(first['request_id'])
  expect(practice.ledger.map((entry) => entry.input['seed'])).toEqual([undefined, 2])
})

describe('an answer that fails', () => {
  const balance = async (fault: FaultOrder): Promise<Seen> =>
    look(`${(await start(fault)).practice.url}/prod/v2/balance`, 'GET', '', 3_000_000)
  const whole = '{"balance_usd":100,"currency":"USD"}'

  test('cut off in its middle, as a complete answer', async () => {
    expect(await balance({ what: 'cutOff', call: 'balance' })).toEqual({
      status: 200,
      declaredLength: String(Math.floor(whole.length / 2)),
      body: whole.slice(0, Math.floor(whole.length / 2)),
      ending: 'end',
    })
  })

  test('reset in its middle', async () => {
    const seen = await balance({ what: 'cutOff', call: 'balance', reset: true })
    expect([seen.declaredLength ?? String(whole.length), seen.ending]).toEqual([
      String(whole.length),
      'broken',
    ])
  })

  test('with a length that is too large, or too small', async () => {
    expect(await balance({ what: 'lyingLength', call: 'balance', by: 20 })).toMatchObject({
      ending: 'broken',
    })
    const short = await balance({ what: 'lyingLength', call: 'balance', by: -6 })
    expect([short.declaredLength, short.body.length < whole.length]).toEqual([String(whole.length - 6), true])
  })

  test('slow, before its headers and between its bytes', async () => {
    const waits: number[] = []
    const clock: PracticeClock = {
      now: () => 0,
      after(ms, task) {
        waits.push(ms)
        const turn = setImmediate(task)
        return () => clearImmediate(turn)
      },
    }
    const fault: FaultOrder = { what: 'slow', call: 'balance', headersMs: 30_000, byteMs: 1000 }
    const { practice } = await startEngine({ faults: [fault], clock })
    expect(await look(`${practice.url}/prod/v2/balance`)).toMatchObject({ body: whole, ending: 'end' })
    expect(waits).toEqual([30_000, ...Array.from(whole, () => 1000)])
  })

  test('without an end, until the client disconnects', async () => {
    const { practice, caller } = await start({ what: 'endless', call: 'balance' })
    const seen = await look(`${practice.url}/prod/v2/balance`, 'GET', '', 100_000)
    expect([seen.ending, seen.body.length >= 100_000]).toEqual(['broken', true])
    expect((await caller.get('/prod/v2/balance')).json).toMatchObject({ currency: 'USD' })
  })

  test('huge', async () => {
    const { caller } = await start({ what: 'huge', call: 'balance', megabytes: 3 })
    expect((await caller.get('/prod/v2/balance')).bytes.length).toBe(3 * 1024 * 1024 + 14)
  })

  test('with a small compressed body that expands', async () => {
    const { practice, caller } = await start({ what: 'bomb', call: 'balance', megabytes: 20, times: 2 })
    expect((await look(`${practice.url}/prod/v2/balance`)).body.length).toBeLessThan(50_000)
    expect((await caller.get('/prod/v2/balance')).bytes.length).toBe(20 * 1024 * 1024 + 14)
  })

  test('a redirect, also in a circle', async () => {
    const { caller } = await start(
      { what: 'redirect', call: 'balance', to: 'self' },
      { what: 'redirect', call: 'balance', to: 'http://10.0.0.1/', status: 302 },
    )
    const [circle, away] = [await caller.get('/prod/v2/balance'), await caller.get('/prod/v2/balance')]
    expect([circle.status, circle.headers.get('location')]).toEqual([307, '/prod/v2/balance'])
    expect([away.status, away.headers.get('location')]).toEqual([302, 'http://10.0.0.1/'])
  })
})

describe('a request that behaves oddly', () => {
  test('its status goes backwards, and to unknown values', async () => {
    const { caller } = await start()
    const result = await caller.run(text, input)
    const path = `/v1/requests/${String(result['request_id'])}`
    await caller.post('/practice/faults', {
      faults: [
        { what: 'word', call: 'status', word: 'in_queue' },
        { what: 'word', call: 'status', word: 'warming_up' },
        { what: 'status', call: 'status', status: 404 },
        { what: 'word', call: 'result', word: 'failed' },
      ],
    })
    const words: unknown[] = []
    for (let call = 0; call < 4; call += 1) {
      const { status, json } = await caller.get(`${path}/status`)
      words.push(json['status'] ?? status)
    }
    expect(words).toEqual(['in_queue', 'warming_up', 404, 'completed'])
    expect((await caller.get(`${path}/result`)).json).toMatchObject({ status: 'failed', output: {} })
  })

  test('its output has expired, or is of another type', async () => {
    const { practice, caller } = await start()
    const result = await caller.run(text, input)
    const { image } = result['output'] as { readonly image: string }
    practice.addFaults([
      { what: 'expired', call: 'output' },
      { what: 'expired', call: 'output', status: 404 },
      { what: 'otherType', call: 'output', type: 'text/html' },
      { what: 'otherType', call: 'result' },
      { what: 'lyingLength', call: 'output', by: 100, after: 3 },
    ])
    const seen: unknown[] = []
    for (let call = 0; call < 3; call += 1) {
      const { status, headers } = await caller.get(image)
      seen.push([status, headers.get('content-type')?.split(';')[0]])
    }
    expect(seen).toEqual([
      [403, 'application/json'],
      [404, 'application/json'],
      [200, 'text/html'],
    ])
    expect(await look(image)).toMatchObject({ status: 200, ending: 'broken' })
    expect((await caller.get(image)).headers.get('content-type')).toBe('image/png')
    const { json } = await caller.get(`/v1/requests/${String(result['request_id'])}/result`)
    expect(json['output']).toEqual({ video: image })
  })
})

describe('faults added over HTTP', () => {
  test('are listed, only affect their endpoint, and are cleared', async () => {
    const { practice, caller } = await start()
    const order = {
      what: 'status',
      call: 'submit',
      status: 429,
      model: testEndpoints.sized.modelId,
      times: 5,
      headers: { 'retry-after': '0' },
    }
    expect((await caller.post('/practice/faults', { faults: [order] })).status).toBe(200)
    expect((await caller.submit(text, input)).status).toBe(200)
    const refused = await caller.submit(testEndpoints.sized.modelId, { prompt: 'a' })
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '0'])
    expect((await caller.get('/practice/faults')).json).toMatchObject({ faults: [{ befallen: 1 }] })
    await fetch(`${practice.url}/practice/faults`, { method: 'DELETE' })
    expect((await caller.get('/practice/faults')).json).toEqual({ faults: [] })
  })

  test('are refused with an error when they are malformed', async () => {
    const { caller } = await start()
    for (const body of ['{', { faults: [{ what: 'drop' }] }, []]) {
      const { status, json } = await caller.post('/practice/faults', body)
      expect([status, typeof json['error_message']]).toEqual([422, 'string'])
    }
  })

  test('can be cleared from within', async () => {
    const { practice, caller } = await start({ what: 'html', call: 'balance', times: 100 })
    expect((await caller.get('/prod/v2/balance')).headers.get('content-type')).toContain('html')
    practice.clearFaults()
    expect((await caller.get('/prod/v2/balance')).headers.get('content-type')).toContain('json')
  })
})

test('a request that is accepted and fails in its work says so in its result, and stays failed', async () => {
  const folder = newFolder()
  const faults: readonly FaultOrder[] = [{ what: 'fail', call: 'submit', message: 'no likeness' }]
  const { practice, caller } = await startEngine({ folder, faults })
  const result = await caller.run(text, input)
  expect(result).toMatchObject({ status: 'failed', error: 'no likeness', cost: 0 })
  expect(await caller.run(text, input)).toMatchObject({ status: 'completed' })
  await practice.close()
  const again = (await startEngine({ folder })).caller
  const path = `/v1/requests/${String(result['request_id'])}/result`
  expect((await again.get(path)).json).toMatchObject({ status: 'failed', error: 'no likeness' })
})
