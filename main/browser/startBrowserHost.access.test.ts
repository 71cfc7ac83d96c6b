import { connect } from 'node:net'
import { networkInterfaces } from 'node:os'
import { describe, expect, test } from 'vitest'
import type { TestRequest } from './testing/sendRequest.ts'
import { pathIn, testHost } from './testing/testHost.ts'

const json = { 'content-type': 'application/json' }

describe('the address', () => {
  test('has a token of 128 bits in its fragment, another at each start', async () => {
    const [one, other] = [await testHost(), await testHost()]
    expect(one.host.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/#token=[0-9a-f]{32}$/)
    expect(new URL(one.host.url).hash).not.toBe(new URL(other.host.url).hash)
  })

  test('is only reachable from this machine', async () => {
    const { host } = await testHost()
    const others = Object.values(networkInterfaces()).flatMap(
      (all) => all?.filter((one) => !one.internal) ?? [],
    )
    for (const { address, family } of others) {
      if (family !== 'IPv4') continue
      const error = await new Promise((resolve) => connect(host.port, address).on('error', resolve))
      expect(error).toMatchObject({ code: 'ECONNREFUSED' })
    }
    expect(host.url).toContain('//127.0.0.1:')
  })

  test('that is in use is reported with an error', async () => {
    const { port } = (await testHost()).host
    await expect(testHost({}, port)).rejects.toMatchObject({
      code: 'engine.unreachable',
      message: `The editor cannot be served on port ${port}: another program has it.`,
      data: { port, system: 'EADDRINUSE' },
    })
  })
})

describe('the token', () => {
  test('is exchanged for cookies that no script can read, no other site can send and no other port is sent', async () => {
    const { sendRequest, origin, host } = await testHost()
    const reply = await sendRequest({
      method: 'POST',
      path: '/session',
      headers: { origin, ...json },
      body: JSON.stringify({ token: new URL(host.url).hash.slice('#token='.length) }),
    })
    expect(reply.status).toBe(200)
    // The cast: its type is what is tested.
    const paths = JSON.parse(reply.text) as { readonly host: string; readonly media: string }
    expect(paths).toEqual({
      host: expect.stringMatching(/^\/[0-9a-f]{32}\/$/),
      media: expect.stringMatching(/^\/[0-9a-f]{32}\/$/),
    })
    const cookie = (name: string, path: string): RegExp =>
      new RegExp(`^${name}-${host.port}=[0-9a-f]{32}; Path=${path}; HttpOnly; SameSite=Strict$`)
    expect(reply.headers['set-cookie']).toEqual([
      expect.stringMatching(cookie('patchbay', paths.host)),
      expect.stringMatching(cookie('patchbay-media', paths.media)),
    ])
  })

  test('is exchanged for paths and values that have nothing in common with it, each other, or those of another start', async () => {
    const [one, other] = [await testHost(), await testHost()]
    const secrets: string[] = []
    for (const { admitted, host } of [one, other]) {
      const { paths, cookies } = await admitted()
      secrets.push(host.url.replace(/.*=/, ''), paths.host, paths.media)
      secrets.push(cookies.host.replace(/.*=/, ''), cookies.media.replace(/.*=/, ''))
    }
    const bare = secrets.map((secret) => secret.replaceAll('/', ''))
    expect(bare.every((secret) => /^[0-9a-f]{32}$/.test(secret))).toBe(true)
    expect(new Set(bare).size).toBe(10)
  })

  test('of the printed address is valid again and again, a one-time token once', async () => {
    const { enter, host } = await testHost()
    expect(await enter()).not.toBeNull()
    expect(await enter()).not.toBeNull()
    const token = new URL(host.oneTimeUrl()).hash.slice('#token='.length)
    expect(await enter(token)).not.toBeNull()
    expect(await enter(token)).toBeNull()
  })

  const good = (origin: string): TestRequest & { headers: Record<string, string> } => ({
    method: 'POST',
    path: '/session',
    headers: { origin, ...json },
    body: '{"token":"TOKEN"}',
  })
  test.each<[string, (origin: string) => TestRequest, number]>([
    ['another token', (origin) => ({ ...good(origin), body: `{"token":"${'0'.repeat(32)}"}` }), 403],
    ['no token', (origin) => ({ ...good(origin), body: '{}' }), 403],
    ['a token that is no text', (origin) => ({ ...good(origin), body: '{"token":["TOKEN"]}' }), 403],
    ['what is no JSON', (origin) => ({ ...good(origin), body: 'token=TOKEN' }), 403],
    ['nothing', (origin) => ({ ...good(origin), body: '' }), 403],
    ['no Origin', (origin) => ({ ...good(origin), headers: json }), 403],
    [
      'another Origin',
      (origin) => ({ ...good(origin), headers: { origin: 'http://evil.test', ...json } }),
      403,
    ],
    ['the Origin null', (origin) => ({ ...good(origin), headers: { origin: 'null', ...json } }), 403],
    [
      'the Origin of another port',
      (origin) => ({ ...good(origin), headers: { origin: 'http://127.0.0.1:1', ...json } }),
      403,
    ],
    [
      'the Origin by name',
      (origin) => ({
        ...good(origin),
        headers: { origin: origin.replace('127.0.0.1', 'localhost'), ...json },
      }),
      403,
    ],
    [
      'the Origin over TLS',
      (origin) => ({ ...good(origin), headers: { origin: origin.replace('http:', 'https:'), ...json } }),
      403,
    ],
    [
      'a form',
      (origin) => ({
        ...good(origin),
        headers: { origin, 'content-type': 'application/x-www-form-urlencoded' },
      }),
      415,
    ],
    ['plain text', (origin) => ({ ...good(origin), headers: { origin, 'content-type': 'text/plain' } }), 415],
    ['no type', (origin) => ({ ...good(origin), headers: { origin } }), 415],
    [
      'a type that only begins like JSON',
      (origin) => ({ ...good(origin), headers: { origin, 'content-type': 'application/json-patch' } }),
      415,
    ],
    [
      'a long body',
      (origin) => ({ ...good(origin), body: JSON.stringify({ token: 'x'.repeat(2000) }) }),
      413,
    ],
    ['another method', (origin) => ({ ...good(origin), method: 'PUT' }), 401],
  ])('with %s gets no cookie and no path', async (_, headers, status) => {
    const { sendRequest, origin, host } = await testHost()
    const token = new URL(host.url).hash.slice('#token='.length)
    const { body = '', ...rest } = headers(origin)
    const reply = await sendRequest({ ...rest, body: body.replace('TOKEN', token) })
    expect([reply.status, reply.headers['set-cookie']]).toEqual([status, undefined])
    expect(reply.text).not.toMatch(/[0-9a-f]{32}/)
  })
})

describe('without the cookie', () => {
  test.each([
    ['GET', '/session'],
    ['GET', 'HOST/session'],
    ['POST', 'HOST/session'],
    ['GET', 'HOST/socket'],
    ['GET', 'HOST/'],
    ['GET', 'HOST/index.html'],
    ['GET', 'MEDIA/PICTURE'],
    ['HEAD', 'MEDIA/PICTURE'],
    ['GET', 'MEDIA/PICTURE?thumb=256'],
    ['GET', '/media/PICTURE'],
    ['GET', `/${'0'.repeat(32)}/session`],
    ['GET', '/nothing'],
    ['POST', '/'],
    ['OPTIONS', '/session'],
  ])('%s %s is refused like everything else', async (method, path) => {
    const test = await testHost()
    const { sendRequest } = test
    const reply = await sendRequest({ method, path: await pathIn(test, path) })
    expect([reply.status, reply.text]).toEqual([
      401,
      method === 'HEAD' ? '' : 'Open the address that Patchbay has printed.',
    ])
  })

  test.each(['/', '/index.html', '/assets/index-abc.js'])('the page itself is served: %s', async (path) => {
    const { sendRequest } = await testHost()
    expect(await sendRequest({ path })).toMatchObject({ status: 200 })
  })

  test.each([
    ['of another start', `patchbay-PORT=${'0'.repeat(32)}`],
    ['of another port', 'patchbay-1=VALUE'],
    ['with something behind it', 'patchbay-PORT=VALUE0'],
    ['cut off', 'patchbay-PORT='],
    ['for pictures', 'PICTURES'],
    ['for pictures under the name of the other', 'patchbay-PORT=PICTURES'],
  ])('a cookie %s is invalid', async (_, cookie) => {
    const { sendRequest, admitted, host } = await testHost()
    const { cookies, paths } = await admitted()
    const sent = cookie
      .replace('=PICTURES', `=${cookies.media.split('=')[1] ?? ''}`)
      .replace('PICTURES', cookies.media)
      .replace('PORT', String(host.port))
      .replace('VALUE', cookies.host.split('=')[1] ?? '')
    expect(await sendRequest({ path: `${paths.host}session`, headers: { cookie: sent } })).toMatchObject({
      status: 401,
    })
  })

  test('it is found among others', async () => {
    const { sendRequest, admitted } = await testHost()
    const { cookies, paths } = await admitted()
    const cookie = `a=b; ${cookies.host}; c=d`
    expect(await sendRequest({ path: `${paths.host}session`, headers: { cookie } })).toMatchObject({
      status: 204,
    })
  })

  test('each cookie only opens its own path', async () => {
    const { sendRequest, admitted, picture } = await testHost()
    const { cookies, paths } = await admitted()
    const statuses = async (path: string) =>
      Promise.all(
        [cookies.host, cookies.media].map(
          async (cookie) => (await sendRequest({ path, headers: { cookie } })).status,
        ),
      )
    expect(await statuses(`${paths.host}session`)).toEqual([204, 401])
    expect(await statuses(`${paths.media}${picture}`)).toEqual([401, 200])
    expect(await statuses(`${paths.host}${picture}`)).toEqual([404, 401])
    expect(await statuses(`${paths.media}session`)).toEqual([401, 404])
  })
})
