import { describe, expect, test } from 'vitest'
import { talk } from './testing/sendRequest.ts'
import { cookieAt, pathIn, testHost } from './testing/testHost.ts'

const json = { 'content-type': 'application/json' }
const zeros = '0'.repeat(64)

describe('a request for another host', () => {
  const routes = ['/', '/session', 'HOST/session', 'MEDIA/PICTURE', '/assets/index-abc.js', '/nothing']
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
    const test = await testHost()
    const host = name.replace('PORT', String(test.host.port))
    for (const route of routes) {
      const path = await pathIn(test, route)
      const { status } = await test.sendRequest({ path, headers: { ...(await cookieAt(test, path)), host } })
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
    `/media/${zeros}`,
    '/media/PICTURE',
    '/socket',
    '/session/',
    '/session?token=a',
    '/PICTURE',
    `/${'0'.repeat(32)}/session`,
    `//HOST/session`,
  ]
  test.each(paths)(
    '%s outside the secret paths is refused like everything else, even with the cookie',
    async (written) => {
      const test = await testHost()
      const path = await pathIn(test, written)
      for (const cookie of Object.values((await test.admitted()).cookies))
        expect(await test.sendRequest({ path, headers: { cookie } })).toMatchObject({
          status: 401,
          text: 'Open the address that Patchbay has printed.',
        })
    },
  )

  const below = [
    'HOST/',
    'HOST/index.html',
    'HOST/../key',
    'HOST/..%2fkey',
    'HOST/assets/../../key',
    'HOST/session/',
    'HOST/session?token=a',
    'HOST/SESSION',
    'HOST/socket',
    'HOST//socket',
    'HOST/PICTURE',
    'MEDIA/',
    'MEDIA/session',
    'MEDIA/socket',
    'MEDIA/../key',
    'MEDIA/..%2f..%2fkey',
    `MEDIA/${zeros}/../../key`,
    `MEDIA/${zeros}.png`,
    `MEDIA/${zeros}%00`,
    `MEDIA/${zeros}`,
    `MEDIA/${zeros.slice(1)}`,
    `MEDIA/${zeros}0`,
    `MEDIA/${'A'.repeat(64)}`,
    'MEDIA/PICTURE/',
    'MEDIA/PICTURE.png',
    'MEDIA/PICTURE?thumb=255',
    'MEDIA/PICTURE?thumb=256&x=1',
    'MEDIA/PICTURE?thumb=../../key',
    'MEDIA/PICTURE?thumb=99999',
    'MEDIA//PICTURE',
  ]
  test.each(below)('%s below a secret path leads nowhere', async (written) => {
    const test = await testHost()
    const path = await pathIn(test, written)
    const reply = await test.sendRequest({ path, headers: await cookieAt(test, path) })
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
      const test = await testHost()
      for (const written of [
        '/',
        '/session',
        'MEDIA/PICTURE',
        'HOST/session',
        'HOST/run.clear',
        'HOST/socket',
      ]) {
        const path = await pathIn(test, written)
        const headers = { ...(await cookieAt(test, path)), origin: test.origin, ...json }
        await test.sendRequest({ method, path, headers })
      }
      expect(test.calls).toEqual([])
    },
  )

  test.each([
    ['DELETE', 'MEDIA/PICTURE'],
    ['PUT', 'HOST/session'],
    ['POST', 'HOST/session'],
  ])('%s %s is refused with what is allowed', async (method, written) => {
    const test = await testHost()
    const path = await pathIn(test, written)
    const reply = await test.sendRequest({ method, path, headers: await cookieAt(test, path) })
    expect([reply.status, reply.headers.allow]).toEqual([405, 'GET, HEAD'])
  })
})
