import { describe, expect, test } from 'vitest'
import { talk } from './testing/ask.ts'
import { testHost } from './testing/testHost.ts'

const json = { 'content-type': 'application/json' }
const zeros = '0'.repeat(64)

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
    const reply = await ask({
      method,
      path: path.replace('PICTURE', picture),
      headers: { cookie: await enter() },
    })
    expect([reply.status, reply.headers.allow]).toEqual([405, allow])
  })
})
