import { connect } from 'node:net'
import { describe, expect, test } from 'vitest'
import { MODEL_STYLE } from './headers.ts'
import { talk } from './testing/sendRequest.ts'
import { cookieAt, pathIn, script, testHost } from './testing/testHost.ts'

describe('an answer', () => {
  const pagePolicy = (port: number): string =>
    `default-src 'none'; script-src 'self'; style-src 'self' '${MODEL_STYLE}'; img-src 'self' blob: data:; media-src 'self' blob:; ` +
    `font-src 'self'; worker-src 'self'; connect-src 'self' ws://127.0.0.1:${port} blob:; base-uri 'none'; ` +
    "form-action 'none'; frame-ancestors 'none'; webrtc 'block'"
  const sandboxed = "default-src 'none'; frame-ancestors 'none'; sandbox"

  test.each(['/', '/index.html', '/assets/index-abc.js'])(
    'with the page (%s) has its policy',
    async (path) => {
      const { sendRequest, host } = await testHost()
      const { headers } = await sendRequest({ path })
      expect(headers['content-security-policy']).toBe(pagePolicy(host.port))
      expect(headers['content-security-policy']).not.toContain('unsafe')
    },
  )

  test.each(['MEDIA/PICTURE', 'MEDIA/PICTURE?thumb=512', 'HOST/session', 'HOST/nothing', '/nothing'])(
    'that is no page (%s) can run nothing',
    async (written) => {
      const test = await testHost()
      const path = await pathIn(test, written)
      const { headers } = await test.sendRequest({ path, headers: await cookieAt(test, path) })
      expect(headers['content-security-policy']).toBe(sandboxed)
    },
  )

  test.each([
    '/',
    '/assets/index-abc.js',
    'MEDIA/PICTURE',
    'HOST/session',
    'HOST/nothing',
    'HOST/socket',
    '/session',
    '/nothing',
  ])('on %s admits no other origin and sends no referrer, for any request', async (written) => {
    const test = await testHost()
    const path = await pathIn(test, written)
    const asking = { origin: 'http://evil.test', 'access-control-request-method': 'POST' }
    for (const method of ['GET', 'HEAD', 'OPTIONS', 'POST'])
      for (const { cookie = '' } of [{}, await cookieAt(test, path)]) {
        const reply = await test.sendRequest({ method, path, headers: { ...asking, cookie } })
        expect(Object.keys(reply.headers).filter((name) => name.startsWith('access-control'))).toEqual([])
        expect(reply.headers).toMatchObject({
          'x-content-type-options': 'nosniff',
          'referrer-policy': 'no-referrer',
          'cross-origin-opener-policy': 'same-origin',
          'cross-origin-resource-policy': 'same-origin',
        })
      }
  })

  test('has the file and its type; the page is revalidated, files named by their content are cached', async () => {
    const { sendRequest } = await testHost()
    const [index, file] = [
      await sendRequest({ path: '/' }),
      await sendRequest({ path: '/assets/index-abc.js' }),
    ]
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
  ] as const)(
    'with a %s has the type of its format, and may be cached by this browser forever',
    async (which, type) => {
      const test = await testHost()
      const { paths, cookies } = await test.admitted()
      const headers = { cookie: cookies.media }
      const path = `${paths.media}${test[which]}`
      const reply = await test.sendRequest({ path, headers })
      expect(reply.status).toBe(200)
      expect(reply.text.length).toBeGreaterThan(0)
      expect([reply.headers['content-type'], reply.headers['cache-control']]).toEqual([
        type,
        'private, max-age=31536000, immutable',
      ])
      expect(await test.sendRequest({ method: 'HEAD', path, headers })).toMatchObject({
        status: 200,
        text: '',
      })
    },
  )

  test.each([
    ['a damaged picture is the picture itself', 'picture', 200, 'private, max-age=31536000, immutable'],
    ['a video without a poster is nothing, so that no list of videos loads them', 'film', 204, 'no-store'],
  ] as const)('with a thumbnail of %s', async (_, which, status, cache) => {
    const test = await testHost()
    const { paths, cookies } = await test.admitted()
    const path = `${paths.media}${test[which]}?thumb=256`
    const reply = await test.sendRequest({ path, headers: { cookie: cookies.media } })
    expect([reply.status, reply.headers['cache-control']]).toEqual([status, cache])
  })

  test('with a film sends the part that a player requests, and says which', async () => {
    const { film, admitted, sendRequest } = await testHost()
    const { paths, cookies } = await admitted()
    const ask = async (headers: Readonly<Record<string, string>>, method = 'GET') => {
      const path = `${paths.media}${film}`
      const reply = await sendRequest({ method, path, headers: { cookie: cookies.media, ...headers } })
      return [reply.status, reply.text, reply.headers['content-range'], reply.headers['content-length']]
    }
    expect(await ask({ range: 'bytes=1-2' })).toEqual([206, 'il', 'bytes 1-2/4', '2'])
    expect(await ask({ range: 'bytes=-1' })).toEqual([206, 'm', 'bytes 3-3/4', '1'])
    expect(await ask({ range: 'bytes=4-' })).toEqual([416, '', 'bytes */4', '0'])
    expect(await ask({ range: 'bytes=1-2' }, 'HEAD')).toEqual([200, '', undefined, '4'])
    expect(await ask({ range: 'bytes=1-2', 'if-range': `"${film}"` })).toEqual([
      206,
      'il',
      'bytes 1-2/4',
      '2',
    ])
    expect(await ask({ range: 'bytes=1-2', 'if-range': '"another"' })).toEqual([200, 'film', undefined, '4'])
  })
})

describe('a client that is slow, or sends too much of anything,', () => {
  test('is refused headers above the cap', async () => {
    const { sendRequest, admitted } = await testHost()
    const { paths, cookies } = await admitted()
    const headers = { 'x-long': 'x'.repeat(20_000), cookie: cookies.host }
    expect(await sendRequest({ path: `${paths.host}session`, headers })).toMatchObject({ status: 431 })
  })

  test('is refused a body above the cap, whatever length it declares', async () => {
    const { host, origin } = await testHost()
    const head = `POST /session HTTP/1.1\r\nHost: 127.0.0.1:${host.port}\r\nOrigin: ${origin}\r\nContent-Type: application/json\r\n`
    const chunk = `400\r\n${'x'.repeat(0x400)}\r\n`
    expect(await talk(host.port, `${head}Transfer-Encoding: chunked\r\n\r\n${chunk.repeat(4)}`)).toMatch(
      /^HTTP\/1\.1 413 /,
    )
    expect(await talk(host.port, `${head}Content-Length: 999999999\r\n\r\nx`)).toMatch(/^HTTP\/1\.1 413 /)
  })

  test('is disconnected when its headers do not end', async () => {
    const { host } = await testHost({ headersTime: 20, requestTime: 20, checkTime: 10 })
    expect(await talk(host.port, 'GET / HTTP/1.1\r\nHost: 127')).toMatch(/^HTTP\/1\.1 408 /)
  })

  test('is disconnected when its body does not end', async () => {
    const { host, origin } = await testHost({ headersTime: 20, requestTime: 20, checkTime: 10 })
    const head = `POST /session HTTP/1.1\r\nHost: 127.0.0.1:${host.port}\r\nOrigin: ${origin}\r\nContent-Type: application/json\r\n`
    const answer = await talk(host.port, `${head}Content-Length: 20\r\n\r\n{`)
    expect(answer === '' || answer.startsWith('HTTP/1.1 408 ')).toBe(true)
  })

  test('gets no connection above the cap', async () => {
    const { host, sendRequest } = await testHost({ connections: 1 })
    const first = connect(host.port, '127.0.0.1')
    await new Promise((resolve) => first.on('connect', resolve))
    await new Promise((resolve) => {
      // Until the server has counted it, which its answer confirms.
      first.write(`GET / HTTP/1.1\r\nHost: 127.0.0.1:${host.port}\r\n\r\n`)
      first.once('data', resolve)
    })
    await expect(sendRequest({ path: '/' })).rejects.toMatchObject({ code: 'ECONNRESET' })
    first.destroy()
  })
})
