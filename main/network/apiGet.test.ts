import { inspect } from 'node:util'
import { brotliCompressSync, constants, deflateSync, gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { clientTo, key, serve, trouble } from './clientFixture.ts'
import { httpAnswer, jsonAnswer, startRawServer } from './rawServer.ts'

const brotliQuick = (bytes: Buffer): Buffer =>
  brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } })

describe('a read', () => {
  test.each([
    ['gzip', gzipSync],
    ['br', brotliCompressSync],
    ['deflate', deflateSync],
  ])('is answered in %s as well', async (encoding, pack) => {
    const packed = pack(Buffer.from('{"status":"in_queue"}'))
    const server = await serve((socket) => {
      socket.write(httpAnswer(200, { 'content-encoding': encoding, 'content-length': packed.length }))
      socket.write(packed)
    })
    expect((await clientTo(server.url).get('/x')).text).toBe('{"status":"in_queue"}')
    expect(server.requests[0]?.headers['accept-encoding']).toBe('gzip, deflate, br')
  })

  test.each([
    ['gzip', gzipSync],
    ['br', brotliQuick],
  ])('answered with a %s bomb ends at the cap', async (encoding, pack) => {
    const bomb = pack(Buffer.alloc(64 * 2 ** 20))
    expect(bomb.length).toBeLessThan(2 ** 17)
    const server = await serve((socket) => {
      socket.write(httpAnswer(200, { 'content-encoding': encoding, 'content-length': bomb.length }))
      socket.write(bomb)
    })
    const expected = { reason: 'too-large', reached: 'answer', status: 200 }
    expect(await trouble(clientTo(server.url).get('/x'))).toEqual(expected)
  })

  test('answered with half of its gzip is cut off or broken, never shorter', async () => {
    const packed = gzipSync(Buffer.from('{"status":"in_queue","more":"and more and more"}'))
    const server = await serve((socket) => {
      socket.write(httpAnswer(200, { 'content-encoding': 'gzip', 'content-length': packed.length - 9 }))
      socket.write(packed.subarray(0, -9))
    })
    expect(await trouble(clientTo(server.url).get('/x'))).toEqual({
      reason: 'encoding',
      reached: 'answer',
      status: 200,
    })
  })

  test('may return as much as allowed', async () => {
    const text = `"${'x'.repeat(3 * 2 ** 20)}"`
    const server = await serve((socket) =>
      socket.write(httpAnswer(200, { 'content-length': text.length }, text)),
    )
    expect((await clientTo(server.url).get('/x', { cap: 4 * 2 ** 20 })).text).toHaveLength(text.length)
  })

  test('reuses a connection, and retries once if it was closed meanwhile', async () => {
    const server = await serve((socket, { line }) => {
      if (server.requests.length === 2) socket.destroy()
      else socket.write(jsonAnswer(200, { line }))
    })
    const client = clientTo(server.url)
    await client.get('/a')
    const answer = await client.get('/b')
    expect(answer.text).toBe('{"line":"GET /b"}')
    expect(server.requests.map(({ line, connection }) => [line, connection])).toEqual([
      ['GET /a', 0],
      ['GET /b', 0],
      ['GET /b', 1],
    ])
  })

  test('on a fresh connection that is dropped is not repeated here', async () => {
    const server = await serve((socket) => socket.destroy())
    expect(await trouble(clientTo(server.url).get('/a'))).toEqual({
      reason: 'reset',
      reached: 'request',
      status: null,
    })
    expect(server.requests).toHaveLength(1)
  })

  test('to a closed port has reached nothing', async () => {
    const server = await startRawServer(() => {})
    await server.close()
    expect(await trouble(clientTo(server.url).get('/a'))).toEqual({
      reason: 'connect',
      reached: 'nothing',
      status: null,
    })
  })

  test('is cancelled at once', async () => {
    const controller = new AbortController()
    const server = await serve(() => controller.abort(new Error('enough')))
    await expect(clientTo(server.url).get('/a', { signal: controller.signal })).rejects.toThrow('enough')
    await expect(clientTo(server.url).get('/a', { signal: controller.signal })).rejects.toThrow('enough')
    expect(server.requests).toHaveLength(1)
  })

  test('goes below the path of the base', async () => {
    const server = await serve((socket) => socket.write(jsonAnswer(200, {})))
    await clientTo(new URL('/comfy/', server.url)).get('/v1/models?limit=1')
    expect(server.requests[0]?.line).toBe('GET /comfy/v1/models?limit=1')
  })
})

test('plain http is not sent if localhost resolves to another machine', async () => {
  const resolve = () => Promise.resolve([{ address: '8.8.8.8', family: 4 }])
  const client = clientTo(new URL('http://localhost:1'), { resolve })
  await expect(client.post('/x', new Uint8Array())).rejects.toMatchObject({ code: 'egress.refused' })
  await expect(client.get('/x')).rejects.toMatchObject({ code: 'egress.refused' })
})

test('a key that the other side sends back is redacted from its answer', async () => {
  const headers = { 'content-type': `text/${key}`, 'retry-after': key, 'content-length': key.length }
  const server = await serve((socket) => socket.write(httpAnswer(401, headers, key)))
  expect(await clientTo(server.url).get('/x')).toEqual({
    status: 401,
    contentType: 'text/[key]',
    retryAfter: '[key]',
    date: null,
    headers: { 'content-length': '21' },
    text: '[key]',
  })
})

test('a key in a truncated answer is in no error', async () => {
  const server = await serve((socket) =>
    socket.end(httpAnswer(500, { 'content-length': 999 }, `you sent ${key}!`)),
  )
  const thrown: unknown = await clientTo(server.url)
    .post('/x', new Uint8Array())
    .catch((error: unknown) => error)
  expect(thrown).toMatchObject({ reason: 'cut-off', partial: 'you sent [key]!' })
  expect(inspect(thrown, { depth: 9, showHidden: true })).not.toContain(key)
})
