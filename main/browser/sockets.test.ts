import { once } from 'node:events'
import { request } from 'node:http'
import type { Socket } from 'node:net'
import { describe, expect, onTestFinished, test } from 'vitest'
import { WebSocket } from 'ws'
import type { HostEvent } from '#shared/api/contract.ts'
import { CAPS } from '#shared/document/workflow.ts'
import type { TestHost } from './testing/testHost.ts'
import { pathIn, testHost } from './testing/testHost.ts'

/** The headers of a browser's upgrade, without those that the protocol adds. */
async function upgradeHeaders({ admitted, host, origin }: TestHost): Promise<Record<string, string>> {
  return { host: `127.0.0.1:${host.port}`, origin, cookie: (await admitted()).cookies.host }
}

async function open(
  test: TestHost,
  headers: Record<string, string>,
  path = 'HOST/socket',
): Promise<WebSocket> {
  const socket = new WebSocket(`ws://127.0.0.1:${test.host.port}${await pathIn(test, path)}`, { headers })
  onTestFinished(() => socket.terminate())
  return socket
}

async function connected(test: TestHost): Promise<WebSocket> {
  const socket = await open(test, await upgradeHeaders(test))
  await once(socket, 'open')
  return socket
}

/** The status that refused an upgrade, or `open`. */
function fate(socket: WebSocket): Promise<number | 'open'> {
  return new Promise((resolve) => {
    socket.on('open', () => resolve('open'))
    socket.on('unexpected-response', (_, response) => resolve(response.statusCode ?? 0))
    socket.on('error', () => {})
  })
}

const nextMessage = async (socket: WebSocket): Promise<unknown> => {
  const [data] = (await once(socket, 'message')) as [Buffer]
  return JSON.parse(data.toString('utf8'))
}

const closeCode = async (socket: WebSocket): Promise<number> => ((await once(socket, 'close')) as [number])[0]

describe('an upgrade', () => {
  test('with host, origin and cookie opens', async () => {
    const host = await testHost()
    expect(await fate(await open(host, await upgradeHeaders(host)))).toBe('open')
  })

  test.each<
    [string, (headers: Record<string, string>, port: number) => Record<string, string | undefined>, number]
  >([
    ['no cookie', () => ({ cookie: undefined }), 401],
    ['another cookie', (_, port) => ({ cookie: `patchbay-${port}=${'0'.repeat(32)}` }), 401],
    ['no Origin', () => ({ origin: undefined }), 403],
    ['a foreign Origin', () => ({ origin: 'http://evil.test' }), 403],
    ['the Origin null', () => ({ origin: 'null' }), 403],
    ['the Origin of another port', () => ({ origin: 'http://127.0.0.1:1' }), 403],
    ['the Origin by name', (_, port) => ({ origin: `http://localhost:${port}` }), 403],
    ['an Origin that begins like ours', ({ origin }) => ({ origin: `${origin}.evil.test` }), 403],
    ['another Host', (_, port) => ({ host: `localhost:${port}` }), 421],
    ['a Host without the port', () => ({ host: '127.0.0.1' }), 421],
  ])('with %s is refused', async (_, change, status) => {
    const host = await testHost()
    const right = await upgradeHeaders(host)
    const headers = Object.entries({ ...right, ...change(right, host.host.port) })
    const given = headers.flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]))
    expect(await fate(await open(host, Object.fromEntries(given)))).toBe(status)
  })

  test.each([
    ['HOST/', 404],
    ['HOST/session', 404],
    ['HOST/socket/', 404],
    ['HOST/socket?token=a', 404],
    ['/', 401],
    ['/socket', 401],
    ['/assets/index-abc.js', 401],
    ['MEDIA/socket', 401],
  ])('on %s is refused', async (path, status) => {
    const host = await testHost()
    expect(await fate(await open(host, await upgradeHeaders(host), path))).toBe(status)
  })

  test('with the cookie of pictures is refused, wherever it is sent', async () => {
    const host = await testHost()
    const { cookies } = await host.admitted()
    const headers = { ...(await upgradeHeaders(host)), cookie: cookies.media }
    expect(await fate(await open(host, headers))).toBe(401)
    expect(await fate(await open(host, headers, 'MEDIA/socket'))).toBe(404)
  })

  test('above the cap on sockets is refused', async () => {
    const host = await testHost({ sockets: 1 })
    await connected(host)
    expect(await fate(await open(host, await upgradeHeaders(host)))).toBe(503)
  })

  test('that is refused has the headers of every answer, and lets no origin in', async () => {
    const host = await testHost()
    const { headers } = await host.sendRequest({
      path: await pathIn(host, 'HOST/socket'),
      headers: { connection: 'upgrade', upgrade: 'websocket', origin: 'http://evil.test' },
    })
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
    })
    expect(Object.keys(headers).filter((name) => name.startsWith('access-control'))).toEqual([])
  })
})

describe('a socket', () => {
  test('answers a request with its output, under its id', async () => {
    const socket = await connected(await testHost())
    socket.send(JSON.stringify({ id: 7, name: 'run.list', input: {} }))
    expect(await nextMessage(socket)).toEqual({ id: 7, output: [] })
  })

  test.each([
    ['that is refused', { name: 'draft.list', input: {} }, 'file.unreadable', 'draft.list is not done here'],
    ['that is none', { name: 'toString', input: {} }, 'input.invalid', 'There is no request "toString".'],
    ['of __proto__', { name: '__proto__', input: {} }, 'input.invalid', 'There is no request "__proto__".'],
  ])('answers a request %s with an error', async (_, request, code, message) => {
    const socket = await connected(await testHost())
    socket.send(JSON.stringify({ id: 1, ...request }))
    expect(await nextMessage(socket)).toEqual({ id: 1, error: { code, message } })
  })

  test('refuses an input that violates the contract, before anything is done', async () => {
    const host = await testHost()
    const socket = await connected(host)
    socket.send(JSON.stringify({ id: 1, name: 'workflow.open', input: { id: ['../../key'] } }))
    expect(await nextMessage(socket)).toMatchObject({ id: 1, error: { code: 'input.invalid' } })
    socket.send(JSON.stringify({ id: 2, name: 'asset.open', input: { sha256: '../../key' } }))
    expect(await nextMessage(socket)).toMatchObject({ id: 2, error: { code: 'input.invalid' } })
    expect(host.calls).toEqual([])
  })

  test('receives every event, as every other one does', async () => {
    const host = await testHost()
    const [one, other] = [await connected(host), await connected(host)]
    const event: HostEvent = { type: 'workflows.changed' }
    const both = Promise.all([nextMessage(one), nextMessage(other)])
    host.emit(event)
    expect(await both).toEqual([{ event }, { event }])
  })

  test.each([
    ['text that is no JSON', '{', 1008],
    ['a request without an id', JSON.stringify({ name: 'run.list', input: {} }), 1008],
    ['a request whose name is too long', JSON.stringify({ id: 1, name: 'x'.repeat(101), input: {} }), 1008],
    ['bytes', Buffer.from('{"id":1,"name":"run.list","input":{}}'), 1003],
  ])('that sends %s is closed', async (_, message, code) => {
    const host = await testHost()
    const socket = await connected(host)
    socket.send(message)
    expect(await closeCode(socket)).toBe(code)
    expect(host.calls).toEqual([])
  })

  test('that sends a message above the cap is closed', async () => {
    const socket = await connected(await testHost({ message: 1000 }))
    socket.send(JSON.stringify({ id: 1, name: 'run.list', input: { text: 'x'.repeat(1000) } }))
    expect(await closeCode(socket)).toBe(1009)
  })

  test('that sends a message of more objects than any may have is closed, before it is parsed', async () => {
    const host = await testHost()
    const socket = await connected(host)
    socket.send(`{"id":1,"name":"run.list","input":{"a":[${'{},'.repeat(2 * CAPS.containers)}{}]}}`)
    expect(await closeCode(socket)).toBe(1008)
    expect(host.calls).toEqual([])
  })

  test('with more pending requests than allowed is closed', async () => {
    const host = await testHost({ pending: 2 })
    const socket = await connected(host)
    host.hold()
    for (const id of [1, 2, 3]) socket.send(JSON.stringify({ id, name: 'run.list', input: {} }))
    expect(await closeCode(socket)).toBe(1008)
    expect(host.calls).toEqual(['run.list', 'run.list'])
  })

  test('that does not answer a ping until the next one is closed', async () => {
    const host = await testHost()
    const asking = request({
      host: '127.0.0.1',
      port: host.host.port,
      path: await pathIn(host, 'HOST/socket'),
      headers: {
        ...(await upgradeHeaders(host)),
        connection: 'upgrade',
        upgrade: 'websocket',
        'sec-websocket-version': '13',
        'sec-websocket-key': 'AAAAAAAAAAAAAAAAAAAAAA==',
      },
    }).end()
    const [, unresponsive] = (await once(asking, 'upgrade')) as [unknown, Socket]
    const gone = once(unresponsive.resume(), 'close')
    await host.clock.advance(30_000)
    expect(unresponsive.closed).toBe(false)
    await host.clock.advance(30_000)
    await gone
  })

  test('that answers its pings stays', async () => {
    const host = await testHost()
    const socket = await connected(host)
    for (const id of [1, 2, 3]) {
      const pinged = once(socket, 'ping')
      await host.clock.advance(30_000)
      await pinged
      // The ping is answered by now, and the host reads that before it reads this request.
      socket.send(JSON.stringify({ id, name: 'run.list', input: {} }))
      expect(await nextMessage(socket)).toEqual({ id, output: [] })
    }
  })

  test('ends with its host', async () => {
    const host = await testHost()
    const socket = await connected(host)
    const code = closeCode(socket)
    await host.host.close()
    expect([1001, 1006]).toContain(await code)
  })
})
