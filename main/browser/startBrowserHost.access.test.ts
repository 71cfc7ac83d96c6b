import { connect } from 'node:net'
import { networkInterfaces } from 'node:os'
import { describe, expect, test } from 'vitest'
import type { Wish } from './testing/ask.ts'
import { testHost } from './testing/testHost.ts'

const json = { 'content-type': 'application/json' }

describe('the address', () => {
  test('has a token of 128 bits in its fragment, another at each start', async () => {
    const [one, other] = [await testHost(), await testHost()]
    expect(one.host.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/#token=[0-9a-f]{32}$/)
    expect(new URL(one.host.url).hash).not.toBe(new URL(other.host.url).hash)
  })

  test('is of this machine alone', async () => {
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

  test('that is taken is told in words', async () => {
    const { port } = (await testHost()).host
    await expect(testHost({}, port)).rejects.toMatchObject({
      code: 'engine.unreachable',
      message: `The editor cannot be served on port ${port}: another program has it.`,
      data: { port, system: 'EADDRINUSE' },
    })
  })
})

describe('the token', () => {
  test('is exchanged for a cookie that no script can read and no other site can send', async () => {
    const { ask, origin, host } = await testHost()
    const reply = await ask({
      method: 'POST',
      path: '/session',
      headers: { origin, ...json },
      body: JSON.stringify({ token: new URL(host.url).hash.slice('#token='.length) }),
    })
    expect(reply).toMatchObject({ status: 204, text: '' })
    expect(reply.headers['set-cookie']).toEqual([
      expect.stringMatching(
        new RegExp(`^patchbay-${host.port}=[0-9a-f]{32}; Path=/; HttpOnly; SameSite=Strict$`),
      ),
    ])
  })

  test('of the printed address is good again and again, that of a ticket once', async () => {
    const { enter, host } = await testHost()
    expect(await enter()).not.toBe('')
    expect(await enter()).not.toBe('')
    const ticket = new URL(host.ticketUrl()).hash.slice('#token='.length)
    expect(await enter(ticket)).not.toBe('')
    expect(await enter(ticket)).toBe('')
  })

  const good = (origin: string): Wish & { headers: Record<string, string> } => ({
    method: 'POST',
    path: '/session',
    headers: { origin, ...json },
    body: '{"token":"TOKEN"}',
  })
  test.each<[string, (origin: string) => Wish, number]>([
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
  ])('with %s gets no cookie', async (_, wish, status) => {
    const { ask, origin, host } = await testHost()
    const token = new URL(host.url).hash.slice('#token='.length)
    const { body = '', ...rest } = wish(origin)
    const reply = await ask({ ...rest, body: body.replace('TOKEN', token) })
    expect([reply.status, reply.headers['set-cookie']]).toEqual([status, undefined])
  })
})

describe('without the cookie', () => {
  test.each([
    ['GET', '/session', 401],
    ['GET', '/media/PICTURE', 401],
    ['HEAD', '/media/PICTURE', 401],
    ['GET', '/media/PICTURE?thumb=256', 401],
    ['GET', '/nothing', 401],
    ['POST', '/', 401],
    ['OPTIONS', '/session', 401],
    ['GET', '/', 200],
    ['GET', '/index.html', 200],
    ['GET', '/assets/index-abc.js', 200],
  ])('%s %s is answered with %i', async (method, path, status) => {
    const { ask, picture } = await testHost()
    expect(await ask({ method, path: path.replace('PICTURE', picture) })).toMatchObject({ status })
  })

  test.each([
    ['of another start', `patchbay-PORT=${'0'.repeat(32)}`],
    ['of another port', 'patchbay-1=VALUE'],
    ['with something behind it', 'patchbay-PORT=VALUE0'],
    ['cut off', 'patchbay-PORT='],
  ])('a cookie %s is none', async (_, cookie) => {
    const { ask, enter, host } = await testHost()
    const value = (await enter()).split('=')[1] ?? ''
    const sent = cookie.replace('PORT', String(host.port)).replace('VALUE', value)
    expect(await ask({ path: '/session', headers: { cookie: sent } })).toMatchObject({ status: 401 })
  })

  test('it is found among others', async () => {
    const { ask, enter } = await testHost()
    const cookie = `a=b; ${await enter()}; c=d`
    expect(await ask({ path: '/session', headers: { cookie } })).toMatchObject({ status: 204 })
  })
})
