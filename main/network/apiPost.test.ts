import type { AddressInfo, Socket } from 'node:net'
import { createServer } from 'node:net'
import { describe, expect, onTestFinished, test } from 'vitest'
import { AppError } from '#shared/errors.ts'
import { clientTo, key, serve, trouble } from './clientFixture.ts'
import { holdLimits } from './heldLimits.ts'
import { httpAnswer, jsonAnswer, startRawServer } from './rawServer.ts'
import { systemResolve } from './resolveHost.ts'

const body = Buffer.from('{"prompt":"a lighthouse"}')

describe('a submit', () => {
  test('is one POST with the exact bytes, each on a connection of its own', async () => {
    const server = await serve((socket) => socket.write(jsonAnswer(200, { request_id: 'r1' })))
    const client = clientTo(server.url)
    const answer = await client.post('/v1/models/a/b', body)
    await client.get('/v1/requests/r1/status')
    await client.post('/v1/models/a/b', body)
    expect(answer).toEqual({
      status: 200,
      contentType: 'application/json',
      retryAfter: null,
      date: null,
      headers: { 'content-length': '19' },
      text: '{"request_id":"r1"}',
    })
    expect(server.requests.map(({ line, connection }) => [line, connection])).toEqual([
      ['POST /v1/models/a/b', 0],
      ['GET /v1/requests/r1/status', 1],
      ['POST /v1/models/a/b', 2],
    ])
    expect(server.requests[0]).toMatchObject({
      body,
      headers: {
        host: server.url.host,
        authorization: `Bearer ${key}`,
        'content-type': 'application/json',
        'content-length': String(body.length),
        connection: 'close',
      },
    })
  })

  test('of a call without a body has no content type and the length 0', async () => {
    const server = await serve((socket) => socket.write(jsonAnswer(200, {})))
    await clientTo(server.url).post('/v1/requests/r1/cancel', new Uint8Array())
    const [request] = server.requests
    expect(request?.headers['content-length']).toBe('0')
    expect(request?.headers['content-type']).toBeUndefined()
  })

  test.each<[string, (socket: Socket) => void, object]>([
    [
      'dropped after it was read',
      (socket) => socket.destroy(),
      { reason: 'reset', reached: 'request', status: null },
    ],
    [
      'answered with another protocol that nobody asked for',
      (socket) => socket.write(httpAnswer(101, { upgrade: 'websocket', connection: 'Upgrade' })),
      { reason: 'protocol', reached: 'answer', status: 101 },
    ],
    [
      'answered with another protocol, without a word about which',
      (socket) => socket.write('HTTP/1.1 101 Switching Protocols\r\n\r\n'),
      { reason: 'protocol', reached: 'answer', status: 101 },
    ],
    [
      'reset after it was read',
      (socket) => socket.resetAndDestroy(),
      { reason: 'reset', reached: 'request', status: null },
    ],
    [
      'cut off in the body',
      (socket) => socket.end(httpAnswer(200, { 'content-length': 100 }, '{"request_id":"r1"')),
      { reason: 'cut-off', reached: 'answer', status: 200 },
    ],
    [
      'cut off between chunks',
      (socket) => socket.end(httpAnswer(200, { 'transfer-encoding': 'chunked' }, '5\r\n{"req\r\n')),
      { reason: 'cut-off', reached: 'answer', status: 200 },
    ],
    [
      'answered with no HTTP',
      (socket) => socket.end('SSH-2.0-x\r\n'),
      { reason: 'protocol', reached: 'request', status: null },
    ],
    [
      'answered with two lengths',
      (socket) => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 2\r\ncontent-length: 3\r\n\r\n{}'),
      { reason: 'protocol', reached: 'request', status: null },
    ],
    [
      'answered with more than its length',
      (socket) => socket.end(httpAnswer(200, { 'content-length': 2 }, '{}{"request_id":"r1"}')),
      { reason: 'protocol', reached: 'answer', status: 200 },
    ],
    [
      'answered with endless chunks',
      (socket) => {
        socket.write(httpAnswer(200, { 'transfer-encoding': 'chunked' }))
        const more = (): boolean | Socket =>
          socket.write(`10000\r\n${' '.repeat(0x10000)}\r\n`)
            ? setImmediateOn(socket, more)
            : socket.once('drain', more)
        more()
      },
      { reason: 'too-large', reached: 'answer', status: 200 },
    ],
    [
      'answered with a length over the cap',
      (socket) => socket.write(httpAnswer(200, { 'content-length': 2 ** 20 + 1 }, '{')),
      { reason: 'too-large', reached: 'answer', status: 200 },
    ],
    [
      'answered in an unknown encoding',
      (socket) => socket.write(httpAnswer(200, { 'content-length': 2, 'content-encoding': 'rot13' }, '{}')),
      { reason: 'encoding', reached: 'answer', status: 200 },
    ],
    [
      'answered with gzip that is none',
      (socket) => socket.write(httpAnswer(200, { 'content-length': 5, 'content-encoding': 'gzip' }, 'hello')),
      { reason: 'encoding', reached: 'answer', status: 200 },
    ],
  ])('that is %s is sent once, and reports how far it went', async (_words, answer, expected) => {
    const server = await serve(answer)
    expect(await trouble(clientTo(server.url).post('/v1/models/a/b', body))).toEqual(expected)
    expect(server.requests).toHaveLength(1)
  })

  test.each<['header' | 'idle' | 'total', (socket: Socket) => void, object]>([
    ['header', () => {}, { reason: 'header-timeout', reached: 'request', status: null }],
    [
      'header',
      (socket) => socket.write('HTTP/1.1 200 OK\r\n'),
      { reason: 'header-timeout', reached: 'request', status: null },
    ],
    [
      'idle',
      (socket) => socket.write(httpAnswer(200, { 'content-length': 9 }, '{')),
      { reason: 'idle-timeout', reached: 'answer', status: 200 },
    ],
    [
      'total',
      (socket) => {
        socket.write(httpAnswer(200, { 'transfer-encoding': 'chunked' }, '1\r\n \r\n'))
      },
      { reason: 'total-timeout', reached: 'answer', status: 200 },
    ],
  ])('ends at its %s limit', async (name, answer, expected) => {
    const requested = Promise.withResolvers<void>()
    const server = await serve((socket) => {
      answer(socket)
      requested.resolve()
    })
    const { limits: one, isSet, meet } = holdLimits()
    const limits = { get: one, post: one, download: one, picture: one, upload: one }
    const call = trouble(clientTo(server.url, { limits }).post('/v1/models/a/b', body))
    await requested.promise
    // The total limit may expire while the answer arrives: not before there is one.
    if (name === 'total') await isSet('idle')
    await meet(name)
    expect(await call).toEqual(expected)
    expect(server.requests).toHaveLength(1)
  })

  test('to a closed port has sent nothing', async () => {
    const server = await startRawServer(() => {})
    await server.close()
    const call = clientTo(server.url).post('/v1/models/a/b', body)
    expect(await trouble(call)).toEqual({ reason: 'connect', reached: 'nothing', status: null })
  })

  test('to an unknown name has sent nothing', async () => {
    const resolve = () => Promise.reject(Object.assign(new Error('no'), { code: 'ENOTFOUND' }))
    const call = clientTo(new URL('https://gateway.example'), { resolve }).post('/v1/models/a/b', body)
    await expect(call).rejects.toMatchObject({
      reason: 'no-host',
      reached: 'nothing',
      systemCode: 'ENOTFOUND',
    })
  })

  test('to a name whose look-up never ends has sent nothing', async () => {
    const resolve = () => new Promise<never>(() => {})
    const { limits: one, meet } = holdLimits()
    const limits = { get: one, post: one, download: one, picture: one, upload: one }
    const call = trouble(clientTo(new URL('https://gateway.example'), { resolve, limits }).post('/x', body))
    await meet('connect')
    expect(await call).toEqual({ reason: 'connect-timeout', reached: 'nothing', status: null })
  })

  test('whose TLS fails has sent nothing', async () => {
    let received = ''
    const server = createServer((socket) => {
      socket.on('error', () => {})
      socket.on('data', (chunk) => (received += chunk.toString('latin1')))
      socket.end('no TLS here')
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => void server.close())
    const { port } = server.address() as AddressInfo
    const call = clientTo(new URL(`https://127.0.0.1:${port}`)).post('/v1/models/a/b', body)
    expect(await trouble(call)).toEqual({ reason: 'tls', reached: 'nothing', status: null })
    expect(received).not.toContain('lighthouse')
  })

  test('does not follow a redirect, nor does the key', async () => {
    const other = await serve((socket) => socket.write(jsonAnswer(200, {})))
    const server = await serve((socket) =>
      socket.write(httpAnswer(307, { location: `${other.url.href}x`, 'content-length': 0 })),
    )
    expect((await clientTo(server.url).post('/v1/models/a/b', body)).status).toBe(307)
    expect((await clientTo(server.url).get('/v1/x')).status).toBe(307)
    expect(other.requests).toHaveLength(0)
  })

  test('that is cancelled before it is connected sends nothing', async () => {
    const server = await serve((socket) => socket.write(jsonAnswer(200, {})))
    const controller = new AbortController()
    const resolve = (host: string) => {
      controller.abort(new Error('enough'))
      return systemResolve(host)
    }
    const base = new URL(`http://localhost:${server.port}`)
    const call = clientTo(base, { resolve }).post('/v1/models/a/b', body, { signal: controller.signal })
    await expect(call).rejects.toThrow('enough')
    expect(server.requests).toHaveLength(0)
  })

  test('that is cancelled in progress still returns its answer', async () => {
    const controller = new AbortController()
    const server = await serve((socket) => {
      controller.abort(new Error('enough'))
      socket.write(jsonAnswer(200, { request_id: 'r1' }))
    })
    const answer = await clientTo(server.url).post('/v1/models/a/b', body, { signal: controller.signal })
    expect(answer.text).toBe('{"request_id":"r1"}')
  })

  test('without a key is only sent to loopback', async () => {
    const server = await serve((socket) => socket.write(jsonAnswer(200, {})))
    await clientTo(server.url, { token: () => null }).post('/v1/models/a/b', body)
    expect(server.requests[0]?.headers['authorization']).toBeUndefined()
    const far = clientTo(new URL('https://gateway.example'), {
      token: () => null,
      resolve: () => Promise.reject(new Error('was looked up')),
    })
    await expect(far.post('/v1/models/a/b', body)).rejects.toMatchObject({ code: 'account.key' })
  })

  test('is not sent with a key that would break its header', async () => {
    const server = await serve((socket) => socket.write(jsonAnswer(200, {})))
    const client = clientTo(server.url, { token: () => `${key}\r\nx: y` })
    expect(await trouble(client.post('/v1/models/a/b', body))).toBeInstanceOf(AppError)
    expect(server.requests).toHaveLength(0)
  })
})

function setImmediateOn(socket: Socket, next: () => void): boolean {
  if (!socket.destroyed) setImmediate(next)
  return true
}
