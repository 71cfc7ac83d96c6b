import { hash } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { connect } from 'node:net'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { MAX_UPLOAD, testHost } from './testing/testHost.ts'

const film = 'frames '.repeat(10_000)

/** A host that admits this client, and a way to send it a file. */
async function admitted() {
  const host = await testHost()
  const { paths, cookies } = await host.admitted()
  const put = (
    headers: Readonly<Record<string, string>>,
    { path = paths.host, method = 'PUT', body = film } = {},
  ) => host.sendRequest({ method, path: `${path}upload`, headers, body })
  return { host, put, paths, cookie: cookies.host, mediaCookie: cookies.media }
}

test('a file is received, and the answer has the id for requests', async () => {
  const { host, put, cookie } = await admitted()
  const { status, headers, text } = await put({ origin: host.origin, cookie })
  expect([status, headers['content-type'], text]).toEqual([200, 'application/json', '{"upload":"upload 1"}'])
  expect(host.received).toMatchObject([{ sha256: hash('sha256', film), size: film.length }])
})

test.each([
  ['another page', 'https://example.org', 403],
  ['nobody that says so', undefined, 403],
])('a file from %s is refused', async (_, origin, expected) => {
  const { host, put, cookie } = await admitted()
  const { status } = await put({ cookie, ...(origin !== undefined && { origin }) })
  expect([status, host.received]).toEqual([expected, []])
})

test('without the cookie of the host nothing is received', async () => {
  const { host, put, paths, cookie, mediaCookie } = await admitted()
  const { origin } = host
  expect((await put({ origin })).status).toBe(401)
  expect((await put({ origin, cookie: mediaCookie })).status).toBe(401)
  expect((await put({ origin, cookie }, { path: '/' })).status).toBe(401)
  expect((await put({ origin, cookie: mediaCookie }, { path: paths.media })).status).toBe(404)
  expect(host.received).toEqual([])
})

test.each(['GET', 'POST', 'DELETE'])('%s uploads nothing', async (method) => {
  const { host, put, cookie } = await admitted()
  const { status, headers } = await put({ origin: host.origin, cookie }, { method })
  expect([status, headers.allow, host.received]).toEqual([405, 'PUT', []])
})

test('a file that is too large is refused with the reason, and nothing of it stays', async () => {
  const { host, put, cookie } = await admitted()
  const { status, text } = await put({ origin: host.origin, cookie }, { body: 'x'.repeat(MAX_UPLOAD + 1) })
  expect([status, JSON.parse(text)]).toMatchObject([413, { error: { code: 'picture.large' } }])
  expect(host.received).toEqual([])
})

test('a file that breaks off is nothing', async () => {
  const { host, put, paths, cookie } = await admitted()
  await put({ origin: host.origin, cookie })
  const folder = dirname(dirname(host.received[0]?.path ?? ''))
  const drafts = () =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.draft'))
  const socket = connect(host.host.port, '127.0.0.1')
  const head = [
    `PUT ${paths.host}upload HTTP/1.1`,
    `Host: 127.0.0.1:${host.host.port}`,
    `Origin: ${host.origin}`,
    `Cookie: ${cookie}`,
    'Content-Length: 70000',
  ]
  socket.write(`${head.join('\r\n')}\r\n\r\nframes `)
  // Its beginning is on the disk, and then it is gone.
  await expect.poll(() => drafts().length).toBe(2)
  socket.destroy()
  await expect.poll(() => drafts().length).toBe(1)
  expect(host.received).toHaveLength(1)
  expect(drafts()).toEqual([join(...(host.received[0]?.path ?? '').split('/').slice(-2))])
})
