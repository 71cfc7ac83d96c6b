import { networkInterfaces } from 'node:os'
import { connect } from 'node:net'
import { describe, expect, test } from 'vitest'
import type { Wish } from './testing/ask.ts'
import { talk } from './testing/ask.ts'
import { script, testHost } from './testing/testHost.ts'

const json = { 'content-type': 'application/json' }
const zeros = '0'.repeat(64)

describe('the address', () => {
  test('has a token of 128 bits in its fragment, another at each start', async () => {
    const [one, other] = [await testHost(), await testHost()]
    expect(one.host.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/#token=[0-9a-f]{32}$/)
    expect(new URL(one.host.url).hash).not.toBe(new URL(other.host.url).hash)
  })

  test('is of this machine alone', async () => {
    const { host } = await testHost()
    const others = Object.values(networkInterfaces()).flatMap((all) => all?.filter((one) => !one.internal) ?? [])
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
    ['another Origin', (origin) => ({ ...good(origin), headers: { origin: 'http://evil.test', ...json } }), 403],
    ['the Origin null', (origin) => ({ ...good(origin), headers: { origin: 'null', ...json } }), 403],
    ['the Origin of another port', (origin) => ({ ...good(origin), headers: { origin: 'http://127.0.0.1:1', ...json } }), 403],
    ['the Origin by name', (origin) => ({ ...good(origin), headers: { origin: origin.replace('127.0.0.1', 'localhost'), ...json } }), 403],
    ['the Origin over TLS', (origin) => ({ ...good(origin), headers: { origin: origin.replace('http:', 'https:'), ...json } }), 403],
    ['a form', (origin) => ({ ...good(origin), headers: { origin, 'content-type': 'application/x-www-form-urlencoded' } }), 415],
    ['plain text', (origin) => ({ ...good(origin), headers: { origin, 'content-type': 'text/plain' } }), 415],
    ['no type', (origin) => ({ ...good(origin), headers: { origin } }), 415],
    ['a type that only begins like JSON', (origin) => ({ ...good(origin), headers: { origin, 'content-type': 'application/json-patch' } }), 415],
    ['a long body', (origin) => ({ ...good(origin), body: JSON.stringify({ token: 'x'.repeat(2000) }) }), 413],
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

describe('a request for another host', () => {
  const routes = ['/', '/session', '/media/PICTURE', '/assets/index-abc.js', '/nothing']
  test.each([
    ['by name', 'localhost:PORT'],
    ['by a name that leads here', 'evil.test:PORT'],
    ['without the port', '127.0.0.1'],
    ['with another port', '127.0.0.1:1'],
    ['by another address of this machine', '127.0.0.2:PORT'],
    ['in another notation', '127.1:PORT'],
    ['as IPv6', '[::1]:PORT'],
    ['with a dot', '127.0.0.1.:PORT'],
    ['with a user', 'a@127.0.0.1:PORT'],
    ['with nothing', ''],
  ])('%s is refused on every route', async (_, name) => {
    const { ask, enter, host, picture } = await testHost()
    const headers = { host: name.replace('PORT', String(host.port)), cookie: await enter() }
    for (const route of routes) {
      const { status } = await ask({ path: route.replace('PICTURE', picture), headers })
      expect([route, status]).toEqual([route, 421])
    }
  })

  test('beside the right one is refused, in either order', async () => {
    const { host } = await testHost()
    const [right, wrong] = [`Host: 127.0.0.1:${host.port}\r\n`, 'Host: evil.test\r\n']
    for (const both of [right + wrong, wrong + right])
      expect(await talk(host.port, `GET / HTTP/1.1\r\n${both}Connection: close\r\n\r\n`)).toMatch(
        /^HTTP\/1\.1 (400|421) /,
      )
  })

  test('named by no header at all is refused', async () => {
    const { host } = await testHost()
    expect(await talk(host.port, 'GET / HTTP/1.1\r\nConnection: close\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 /)
    expect(await talk(host.port, 'GET / HTTP/1.0\r\n\r\n')).toMatch(/^HTTP\/1\.1 421 /)
  })
})

describe('an address', () => {
  const paths = [
    '/../key',
    '/..%2fkey',
    '/%2e%2e/key',
    '/%2e%2e%2fkey',
    '/..%5ckey',
    '/..\\key',
    '/....//key',
    '//key',
    '/assets/../../key',
    '/assets/..%2f..%2fkey',
    '/assets/%252e%252e/%252e%252e/key',
    '/assets/..%c0%af..%c0%afkey',
    '/assets/%00/../../key',
    '/.built-from',
    '/key',
    '/page/index.html',
    '/index.html/',
    '/index.html%00',
    '/index.html?x',
    '/INDEX.HTML',
    '/./index.html',
    '*',
    'http://evil.test/',
    'file:///etc/passwd',
    '/media/',
    '/media/../key',
    '/media/..%2f..%2fkey',
    `/media/${zeros}/../../key`,
    `/media/${zeros}.png`,
    `/media/${zeros}%00`,
    `/media/${zeros}`,
    `/media/${zeros.slice(1)}`,
    `/media/${zeros}0`,
    `/media/${'A'.repeat(64)}`,
    '/media/PICTURE/',
    '/media/PICTURE.png',
    '/media/PICTURE?thumb=255',
    '/media/PICTURE?thumb=256&x=1',
    '/media/PICTURE?thumb=../../key',
    '/media/PICTURE?thumb=99999',
    '/media//PICTURE',
    '/MEDIA/PICTURE',
    '/socket',
    '/session/',
    '/session?token=a',
  ]
  test.each(paths)('%s leads nowhere, also with the cookie', async (path) => {
    const { ask, enter, picture } = await testHost()
    const reply = await ask({ path: path.replace('PICTURE', picture), headers: { cookie: await enter() } })
    expect(reply.status).toBe(404)
    expect(reply.text).toMatch(/^There is (nothing here|no such asset)\.$/)
  })

  test.each(['/\xff\x00', 'index.html', '/index.html /key'])('written as %j is refused', async (path) => {
    const { host } = await testHost()
    const answer = await talk(host.port, `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${host.port}\r\n\r\n`)
    expect(answer).toMatch(/^HTTP\/1\.1 400 /)
  })
})

describe('nothing is changed', () => {
  test.each(['GET', 'HEAD', 'OPTIONS', 'PUT', 'PATCH', 'DELETE', 'POST', 'TRACE', 'PROPFIND'])(
    'by %s on any route',
    async (method) => {
      const { ask, calls, enter, origin, picture } = await testHost()
      const headers = { cookie: await enter(), origin, ...json }
      for (const path of ['/', '/session', `/media/${picture}`, '/run.clear', '/socket'])
        await ask({ method, path, headers })
      expect(calls).toEqual([])
    },
  )

  test.each([
    ['POST', '/', 'GET, HEAD'],
    ['DELETE', '/media/PICTURE', 'GET, HEAD'],
    ['PUT', '/session', 'GET, HEAD, POST'],
  ])('%s %s is refused with what is allowed', async (method, path, allow) => {
    const { ask, enter, picture } = await testHost()
    const reply = await ask({ method, path: path.replace('PICTURE', picture), headers: { cookie: await enter() } })
    expect([reply.status, reply.headers.allow]).toEqual([405, allow])
  })
})

describe('an answer', () => {
  const pagePolicy = (port: number): string =>
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; media-src 'self' blob:; " +
    `font-src 'self'; worker-src 'self'; connect-src 'self' ws://127.0.0.1:${port}; base-uri 'none'; ` +
    "form-action 'none'; frame-ancestors 'none'"
  const sandboxed = "default-src 'none'; frame-ancestors 'none'; sandbox"

  test.each(['/', '/index.html', '/assets/index-abc.js'])('with the page (%s) has its policy', async (path) => {
    const { ask, host } = await testHost()
    const { headers } = await ask({ path })
    expect(headers['content-security-policy']).toBe(pagePolicy(host.port))
    expect(headers['content-security-policy']).not.toContain('unsafe')
  })

  test.each(['/media/PICTURE', '/media/PICTURE?thumb=512', '/session', '/nothing'])(
    'that is no page (%s) can run nothing',
    async (path) => {
      const { ask, enter, picture } = await testHost()
      const { headers } = await ask({ path: path.replace('PICTURE', picture), headers: { cookie: await enter() } })
      expect(headers['content-security-policy']).toBe(sandboxed)
    },
  )

  test.each(['/', '/assets/index-abc.js', '/media/PICTURE', '/session', '/nothing', '/socket'])(
    'on %s lets no other origin in and tells none where it came from, whoever asks and however',
    async (path) => {
      const { ask, enter, picture } = await testHost()
      const asking = { origin: 'http://evil.test', 'access-control-request-method': 'POST' }
      for (const method of ['GET', 'HEAD', 'OPTIONS', 'POST'])
        for (const cookie of ['', await enter()]) {
          const reply = await ask({ method, path: path.replace('PICTURE', picture), headers: { ...asking, cookie } })
          expect(Object.keys(reply.headers).filter((name) => name.startsWith('access-control'))).toEqual([])
          expect(reply.headers).toMatchObject({
            'x-content-type-options': 'nosniff',
            'referrer-policy': 'no-referrer',
            'cross-origin-opener-policy': 'same-origin',
            'cross-origin-resource-policy': 'same-origin',
          })
        }
    },
  )

  test('has the file and its type; the page is asked for anew, what is named by its content is kept', async () => {
    const { ask } = await testHost()
    const [index, file] = [await ask({ path: '/' }), await ask({ path: '/assets/index-abc.js' })]
    expect(index).toMatchObject({ status: 200, text: '<!doctype html><title>Patchbay</title>' })
    expect([index.headers['content-type'], index.headers['cache-control']]).toEqual([
      'text/html; charset=utf-8',
      'no-cache',
    ])
    expect(file).toMatchObject({ status: 200, text: script })
    expect([file.headers['content-type'], file.headers['cache-control']]).toEqual([
      'text/javascript; charset=utf-8',
      'private, max-age=31536000, immutable',
    ])
  })

  test.each([
    ['picture', 'image/png'],
    ['film', 'video/mp4'],
  ] as const)('with a %s has the type of its format, and may be kept by this browser for ever', async (which, type) => {
    const test = await testHost()
    const headers = { cookie: await test.enter() }
    for (const query of ['', '?thumb=256']) {
      const reply = await test.ask({ path: `/media/${test[which]}${query}`, headers })
      expect(reply.status).toBe(200)
      expect(reply.text.length).toBeGreaterThan(0)
      expect([reply.headers['content-type'], reply.headers['cache-control']]).toEqual([
        type,
        'private, max-age=31536000, immutable',
      ])
    }
    expect(await test.ask({ method: 'HEAD', path: `/media/${test[which]}`, headers })).toMatchObject({
      status: 200,
      text: '',
    })
  })
})

describe('a caller that takes its time, or too much of anything,', () => {
  test('is refused headers above the cap', async () => {
    const { ask, enter } = await testHost()
    const cookie = await enter()
    expect(await ask({ path: '/', headers: { 'x-long': 'x'.repeat(20_000), cookie } })).toMatchObject({ status: 431 })
  })

  test('is refused a body above the cap, whatever length it tells', async () => {
    const { host, origin } = await testHost()
    const head = `POST /session HTTP/1.1\r\nHost: 127.0.0.1:${host.port}\r\nOrigin: ${origin}\r\nContent-Type: application/json\r\n`
    const chunk = `400\r\n${'x'.repeat(0x400)}\r\n`
    expect(await talk(host.port, `${head}Transfer-Encoding: chunked\r\n\r\n${chunk.repeat(4)}`)).toMatch(
      /^HTTP\/1\.1 413 /,
    )
    expect(await talk(host.port, `${head}Content-Length: 999999999\r\n\r\nx`)).toMatch(/^HTTP\/1\.1 413 /)
  })

  test('is let go when its headers do not end', async () => {
    const { host } = await testHost({ headersTime: 20, requestTime: 20, checkTime: 10 })
    expect(await talk(host.port, 'GET / HTTP/1.1\r\nHost: 127')).toMatch(/^HTTP\/1\.1 408 /)
  })

  test('is let go when its body does not end', async () => {
    const { host, origin } = await testHost({ headersTime: 20, requestTime: 20, checkTime: 10 })
    const head = `POST /session HTTP/1.1\r\nHost: 127.0.0.1:${host.port}\r\nOrigin: ${origin}\r\nContent-Type: application/json\r\n`
    const answer = await talk(host.port, `${head}Content-Length: 20\r\n\r\n{`)
    expect(answer === '' || answer.startsWith('HTTP/1.1 408 ')).toBe(true)
  })

  test('finds no connection above the cap', async () => {
    const { host, ask } = await testHost({ connections: 1 })
    const first = connect(host.port, '127.0.0.1')
    await new Promise((resolve) => first.on('connect', resolve))
    await new Promise((resolve) => {
      // Until the server has counted it: it is told so by the answer.
      first.write(`GET / HTTP/1.1\r\nHost: 127.0.0.1:${host.port}\r\n\r\n`)
      first.once('data', resolve)
    })
    await expect(ask({ path: '/' })).rejects.toMatchObject({ code: 'ECONNRESET' })
    first.destroy()
  })
})
