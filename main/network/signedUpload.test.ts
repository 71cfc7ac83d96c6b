import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import { describe, expect, onTestFinished, test } from 'vitest'
import { AppError } from '#shared/errors.ts'
import { key, serve, trouble } from './clientFixture.ts'
import { holdLimits } from './heldLimits.ts'
import { defaultLimits } from './limits.ts'
import { httpAnswer } from './rawServer.ts'
import { systemResolve } from './resolveHost.ts'
import type { UploadBody } from './signedUpload.ts'
import { createSignedUpload } from './signedUpload.ts'

const pieces = (...texts: readonly string[]): UploadBody => ({
  bytes: texts.join('').length,
  async *read() {
    for (const text of texts) yield Buffer.from(text)
  },
})
const image = { contentType: 'image/png' }
const uploadTo = (base: URL) => createSignedUpload({ base, limits: defaultLimits, resolve: systemResolve })

test('a file is sent in pieces, with its length and type, and without the key', async () => {
  const server = await serve((socket) =>
    socket.end(httpAnswer(200, { etag: '"1"', 'content-length': 2 }, 'ok')),
  )
  const answer = await uploadTo(server.url)(
    new URL('/up/1?sign=a%20b', server.url).href,
    pieces('by', 'tes'),
    image,
  )
  expect(answer).toEqual({ status: 200, etag: '"1"', text: 'ok' })
  expect(
    server.requests.map(({ line, headers, body }) => ({ line, headers, body: body.toString() })),
  ).toEqual([
    {
      line: 'PUT /up/1?sign=a%20b',
      headers: {
        host: server.url.host,
        'content-type': 'image/png',
        'content-length': '5',
        'user-agent': 'patchbay',
        connection: 'close',
      },
      body: 'bytes',
    },
  ])
})

test.each([
  ['http://storage.example/up', 'is no https address'],
  ['ftp://storage.example/up', 'is no https address'],
  ['https://user@storage.example/up', 'carries a user name or password'],
  ['up', 'is no address'],
  ['http://127.0.0.1:4101/up', 'is no https address'],
])('nothing is sent to %s: it %s', async (address, reason) => {
  const upload = uploadTo(new URL('http://127.0.0.1:4100'))
  await expect(upload(address, pieces('a'), image)).rejects.toThrow(reason)
})

test('nothing is sent into a private network', async () => {
  const upload = createSignedUpload({
    base: new URL('https://api.example'),
    limits: defaultLimits,
    resolve: async () => [{ address: '10.0.0.1', family: 4 }],
  })
  await expect(upload('https://storage.example/up', pieces('a'), image)).rejects.toMatchObject({
    code: 'egress.refused',
  })
})

test('a file that cannot be read is the error of the upload, not the network', async () => {
  const server = await serve((socket) => socket.end(httpAnswer(200, {})))
  const gone = new AppError('file.unreadable', 'gone')
  const body: UploadBody = {
    bytes: 5,
    async *read() {
      yield Buffer.from('by')
      throw gone
    },
  }
  await expect(uploadTo(server.url)(new URL('/up', server.url).href, body, image)).rejects.toBe(gone)
})

describe('a large file', () => {
  const large: UploadBody = {
    bytes: 2 ** 28,
    async *read() {
      for (let each = 0; each < 2 ** 8; each++) yield new Uint8Array(2 ** 20)
    },
  }

  test('that nobody takes is given up after a while, and not sent again', async () => {
    let connections = 0
    const server = createServer((socket) => {
      connections++
      socket.on('error', () => {}).pause()
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => void server.close())
    // The cast: a server that listens on a port has an address with one.
    const { port } = server.address() as AddressInfo
    const { limits: held, meet } = holdLimits()
    const limits = { ...defaultLimits, upload: { ...held, total: null } }
    const base = new URL(`http://127.0.0.1:${port}`)
    const upload = createSignedUpload({ base, limits, resolve: systemResolve })
    const call = trouble(upload(new URL('/up', base).href, large, image))
    await meet('idle')
    expect(await call).toMatchObject({ reason: 'send-timeout', reached: 'request' })
    expect(connections).toBe(1)
  })

  test('may take as long as it moves', () => {
    expect([defaultLimits.upload.total, defaultLimits.download.total]).toEqual([null, null])
  })
})

test('an upload that is dropped is not sent again', async () => {
  const server = await serve((socket) => socket.destroy())
  const upload = uploadTo(server.url)(new URL('/up', server.url).href, pieces(key), image)
  expect(await trouble(upload)).toMatchObject({ reason: 'reset', reached: 'request' })
  expect(server.requests).toHaveLength(1)
})
