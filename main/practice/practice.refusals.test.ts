import { request as rawRequest } from 'node:http'
import { afterEach, describe, expect, test } from 'vitest'
import { startPractice } from './practice.ts'
import { createCaller } from './testing/caller.ts'
import { clearEngines, startEngine } from './testing/engines.ts'
import { testEndpoints } from './testing/endpoints.ts'

afterEach(clearEngines)

const text = testEndpoints.text.modelId

describe('refusals', () => {
  test('without its token no call of the API is answered', async () => {
    const { practice } = await startEngine({ token: 'secret' })
    for (const caller of [createCaller(practice.url), createCaller(practice.url, 'other')]) {
      const replies = await Promise.all([
        caller.submit(text, { prompt: 'a' }),
        caller.get('/v1/models'),
        caller.get('/prod/v2/balance'),
      ])
      for (const { status, json } of replies) expect([status, json['error_code']]).toEqual([401, 400004])
    }
    expect(practice.ledger).toEqual([])
  })

  test.each([
    ['GET', '/v1/requests/nobody/status', 404, 404001],
    ['GET', '/v1/requests/nobody/result', 404, 404001],
    ['POST', '/v1/requests/nobody/cancel', 404, 404001],
    ['GET', '/v1/models/no/such', 404, 404001],
    ['POST', '/v1/models/no/such', 404, 404001],
    ['POST', '/v1/models/no//such', 400, 400001],
    ['POST', '/v1/models/..%2f..%2fsecret', 400, 400001],
    ['GET', '/outputs/nobody/0.png', 404, 404001],
    ['GET', '/inputs/nothing.png', 404, 404001],
    ['GET', '/elsewhere', 404, 404001],
    ['GET', '/v1/%', 404, 404001],
    ['POST', '/prod/v2/balance', 405, 405],
  ])('%s %s is %i, %i', async (method, path, status, code) => {
    const { caller } = await startEngine()
    const reply = method === 'GET' ? await caller.get(path) : await caller.post(path, {})
    expect([reply.status, reply.json['error_code']]).toEqual([status, code])
  })

  test.each([
    ['not JSON', '{"prompt":', { 'content-type': 'application/json' }, 422],
    ['another content type', '{"prompt":"a"}', { 'content-type': 'text/plain' }, 415],
  ])('a submit that is %s', async (_name, body, headers, status) => {
    const { caller } = await startEngine()
    expect((await caller.post(`/v1/models/${text}`, body, headers)).status).toBe(status)
  })

  test('a request larger than 64 MiB is refused, with or without a declared length', async () => {
    const { practice, caller } = await startEngine()
    const large = JSON.stringify({ prompt: 'a'.repeat(64 * 1024 * 1024) })
    expect((await caller.post(`/v1/models/${text}`, large)).status).toBe(413)
    expect(await chunked(practice.url, `/v1/models/${text}`, large)).toBe(413)
    expect(practice.ledger).toEqual([])
  })

  test('a page whose name resolves to this machine is refused', async () => {
    const { practice } = await startEngine()
    const status = await new Promise<number | undefined>((resolve, reject) => {
      const call = rawRequest(
        `${practice.url}/practice/ledger`,
        { headers: { host: 'evil.example' } },
        (response) => {
          response.resume()
          resolve(response.statusCode)
        },
      )
      call.on('error', reject)
      call.end()
    })
    expect(status).toBe(403)
  })

  test('a port in use and a malformed fault are reported at the start', async () => {
    const { practice } = await startEngine()
    const port = Number(new URL(practice.url).port)
    await expect(startPractice({ endpoints: [], port })).rejects.toThrow('EADDRINUSE')
    expect(() => practice.addFaults([{ what: 'drop', call: 'submit', times: -1 }])).toThrow('times')
  })
})

/** A POST without a declared length; returns the status of its answer. */
function chunked(base: string, path: string, body: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json', 'transfer-encoding': 'chunked' }
    const call = rawRequest(base + path, { method: 'POST', headers }, (response) => {
      response.resume()
      resolve(response.statusCode)
    })
    call.on('error', reject)
    call.end(body)
  })
}
