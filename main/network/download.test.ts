import { inspect } from 'node:util'
import { gzipSync } from 'node:zlib'
import { afterEach, describe, expect, test } from 'vitest'
import { AppError } from '#shared/errors.ts'
import type { ReceivedFile } from '#shared/services.ts'
import { headOf } from '#shared/services.ts'
import type { DownloadOptions } from './download.ts'
import { createDownload, limitsByPolicy } from './download.ts'
import { holdLimits } from './heldLimits.ts'
import { defaultLimits } from './limits.ts'
import { openSocket } from './openSocket.ts'
import { httpAnswer, startRawServer } from './rawServer.ts'
import type { HostAddress } from './resolveHost.ts'
import { systemResolve } from './resolveHost.ts'

const closing: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

const limits = limitsByPolicy(defaultLimits)
const output: DownloadOptions = { policy: 'output' }

async function serve(answers: Readonly<Record<string, string | Buffer>>) {
  const server = await startRawServer((socket, { line }) => {
    const answer = answers[line.replace('GET ', '')]
    if (answer === undefined) socket.destroy()
    else socket.end(answer)
  })
  closing.push(server.close)
  const download = createDownload({ base: server.url, limits, resolve: systemResolve })
  return { server, download, at: (path: string) => new URL(path, server.url).href }
}

const picture = httpAnswer(200, { 'content-type': 'Image/PNG; q=1', 'content-length': 5 }, 'bytes')
const redirect = (location: string, status = 302): string =>
  httpAnswer(status, { location, 'content-length': 4 }, 'gone')

test('an output is returned with its type, and the key is not sent', async () => {
  const { server, download, at } = await serve({ '/outputs/1.png?sign=a%20b': picture })
  const { bytes, mime } = await download(at('/outputs/1.png?sign=a%20b#part'), output)
  expect({ text: Buffer.from(headOf(bytes)).toString(), mime }).toEqual({ text: 'bytes', mime: 'image/png' })
  expect(server.requests.map(({ headers }) => headers)).toEqual([
    {
      host: server.url.host,
      accept: '*/*',
      'accept-encoding': 'identity',
      'user-agent': 'patchbay',
      connection: 'close',
    },
  ])
})

describe('redirects', () => {
  test('are followed three times', async () => {
    const whole = await serve({
      '/0': redirect('/1'),
      '/1': redirect('/2'),
      '/2': redirect('/3', 308),
      '/3': picture,
    })
    expect((await whole.download(whole.at('/0'), output)).bytes).toHaveLength(5)
  })

  test('are followed no fourth time', async () => {
    const { server, download, at } = await serve({ '/loop': redirect('/loop') })
    await expect(download(at('/loop'), output)).rejects.toMatchObject({
      code: 'egress.refused',
      message: `${server.url.origin}/loop is not fetched: it redirects more than 3 times.`,
    })
    expect(server.requests).toHaveLength(4)
  })

  test.each([
    ['http://169.254.169.254/latest/meta-data', 'is plain http'],
    ['http://10.0.0.1/x', 'is plain http'],
    ['https://10.0.0.1/x', 'is on 10.0.0.1, which does not belong to the engine'],
    ['https://evil.example/x', 'is on evil.example, which does not belong to the engine'],
    ['file:///etc/passwd', 'is a file: address'],
    ['http://', 'redirects to no address'],
  ])('to %s are refused: it %s', async (to, words) => {
    const { download, at } = await serve({ '/0': redirect(to) })
    await expect(download(at('/0'), output)).rejects.toThrow(words)
  })

  test('without a target are a failure', async () => {
    const { download, at } = await serve({ '/0': httpAnswer(302, { 'content-length': 0 }) })
    await expect(download(at('/0'), output)).rejects.toMatchObject({
      code: 'file.unreadable',
      data: { status: 302 },
    })
  })
})

describe('names', () => {
  const lookups = (addresses: readonly HostAddress[][]) => {
    const lookedUp: string[] = []
    const resolve = (host: string) => Promise.resolve(addresses[lookedUp.push(host) - 1] ?? [])
    return { asked: lookedUp, resolve }
  }
  const base = new URL('https://model-api.runcomfy.net')

  test.each([
    ['127.0.0.1', 4],
    ['10.1.2.3', 4],
    ['169.254.169.254', 4],
    ['::1', 6],
    ['::ffff:127.0.0.1', 6],
    ['fd00::1', 6],
  ])('that resolve to %s are refused before anything is sent', async (address, family) => {
    const { resolve } = lookups([
      [
        { address: '8.8.8.8', family: 4 },
        { address, family },
      ],
    ])
    const download = createDownload({ base, limits, resolve })
    const call = download('https://outputs.runcomfy.net/1.png?signature=secret', output)
    await expect(call).rejects.toMatchObject({
      code: 'egress.refused',
      message: 'https://outputs.runcomfy.net/1.png is not fetched: it leads into a private network.',
    })
  })

  test('of a picture that the user gave are checked too', async () => {
    const { resolve } = lookups([[{ address: '192.168.0.1', family: 4 }]])
    const download = createDownload({ base, limits, resolve })
    await expect(download('https://router.example/', { policy: 'picture' })).rejects.toMatchObject({
      code: 'egress.refused',
    })
  })

  test('are looked up once, and the checked address is connected to', async () => {
    const { server } = await serve({ '/x': picture })
    const { asked: lookedUp, resolve } = lookups([
      [{ address: '127.0.0.1', family: 4 }],
      [{ address: '8.8.8.8', family: 4 }],
    ])
    const named = new URL(`http://localhost:${server.port}/x`)
    const download = createDownload({ base: named, limits, resolve })
    await download(named.href, output)
    expect(lookedUp).toEqual(['localhost'])
    // A name that no system knows, connected to nevertheless: the look-up is ours.
    const unknown = new URL(`http://pictures.invalid:${server.port}/`)
    const socket = await openSocket(unknown, [{ address: '127.0.0.1', family: 4 }], { milliseconds: 5000 })
    expect(socket.remoteAddress).toBe('127.0.0.1')
    socket.destroy()
  })

  test('that are not known are unreadable', async () => {
    const resolve = () => Promise.reject(Object.assign(new Error('no'), { code: 'ENOTFOUND' }))
    const download = createDownload({ base, limits, resolve })
    await expect(download('https://gone.runcomfy.net/1.png', output)).rejects.toMatchObject({
      code: 'file.unreadable',
      message:
        'https://gone.runcomfy.net/1.png could not be fetched: its name could not be looked up (ENOTFOUND).',
      data: { status: null, reason: 'no-host' },
    })
  })
})

describe('an answer', () => {
  test.each([403, 404, 410, 500])('with the status %d reports it', async (status) => {
    const { download, at } = await serve({ '/x': httpAnswer(status, { 'content-length': 0 }) })
    await expect(download(at('/x'), output)).rejects.toMatchObject({
      code: 'file.unreadable',
      data: { address: at('/x'), status, reason: 'status' },
    })
  })

  test('that declares too large a size is not read', async () => {
    const { download, at } = await serve({
      '/x': httpAnswer(200, { 'content-length': 300 * 2 ** 20 }, 'PNG'),
    })
    await expect(download(at('/x'), output)).rejects.toMatchObject({
      code: 'picture.large',
      message: `${at('/x')} is larger than 256 MiB and is not fetched.`,
    })
  })

  test('that unpacks into too much is aborted', async () => {
    const packed = gzipSync(Buffer.alloc(2 ** 20))
    const head = httpAnswer(200, { 'content-encoding': 'gzip', 'content-length': packed.length })
    const { download, at } = await serve({ '/x': Buffer.concat([Buffer.from(head), packed]) })
    await expect(download(at('/x'), { ...output, cap: 1000 })).rejects.toMatchObject({
      code: 'picture.large',
    })
  })

  test('that ends too early is no picture', async () => {
    const { download, at } = await serve({ '/x': httpAnswer(200, { 'content-length': 9 }, 'PNG') })
    await expect(download(at('/x'), output)).rejects.toMatchObject({
      code: 'file.unreadable',
      data: { status: 200, reason: 'cut-off' },
    })
  })

  test('that never arrives is awaited until the limit', async () => {
    const server = await startRawServer(() => {})
    closing.push(server.close)
    const held = holdLimits()
    const download = createDownload({
      base: server.url,
      limits: { output: held.limits, picture: held.limits },
      resolve: systemResolve,
    })
    const call = download(server.url.href, output).catch((thrown: unknown) => thrown)
    await held.meet('header')
    expect(await call).toMatchObject({ data: { reason: 'header-timeout' } })
  })
})

test('a picture that a user named has a limit in all, and an output that was paid for has none', async () => {
  expect([defaultLimits.download.total, defaultLimits.picture.total]).toEqual([null, 900_000])
  const server = await startRawServer((socket) =>
    socket.write(httpAnswer(200, { 'content-length': 9 }, 'by')),
  )
  closing.push(server.close)
  const held = holdLimits()
  const download = createDownload({
    base: server.url,
    limits: { output: { ...held.limits, total: null }, picture: held.limits },
    resolve: systemResolve,
  })
  const call = download(server.url.href, { policy: 'picture' }).catch((thrown: unknown) => thrown)
  await held.isSet('floor')
  await held.meet('total')
  expect(await call).toMatchObject({ data: { reason: 'total-timeout' } })
})

test('cancelling ends a download with the given reason', async () => {
  const controller = new AbortController()
  const server = await startRawServer(() => controller.abort(new Error('enough')))
  closing.push(server.close)
  const download = createDownload({ base: server.url, limits, resolve: systemResolve })
  await expect(download(server.url.href, { ...output, signal: controller.signal })).rejects.toThrow('enough')
})

test('a signed address is shown without its signature', async () => {
  const { download, at } = await serve({ '/x?sign=secret': httpAnswer(404, {}) })
  const thrown: unknown = await download(at('/x?sign=secret'), output).catch((error: unknown) => error)
  expect(inspect(thrown, { depth: 9, showHidden: true })).not.toContain('secret')
})

describe('a body that is received piece by piece', () => {
  /** Receives into memory, and notes what was discarded. */
  function receiver() {
    const arrived: string[] = []
    const receive = async (pieces: AsyncIterable<Uint8Array>): Promise<ReceivedFile> => {
      const parts: Uint8Array[] = []
      for await (const piece of pieces) parts.push(piece)
      const head = new Uint8Array(Buffer.concat(parts))
      arrived.push(Buffer.from(head).toString())
      return { path: '', sha256: '', size: head.length, head, discard: () => Promise.resolve() }
    }
    return { arrived, receive }
  }

  test('is that file, with its type', async () => {
    const { download, at } = await serve({ '/outputs/1.png': picture })
    const { arrived, receive } = receiver()
    const { bytes, mime } = await download(at('/outputs/1.png'), { ...output, receive })
    expect([Buffer.from(headOf(bytes)).toString(), mime, arrived]).toEqual(['bytes', 'image/png', ['bytes']])
  })

  test.each([
    [4096 * 2 ** 20, 'file.unreadable'],
    [4096 * 2 ** 20 + 1, 'picture.large'],
  ])('may have 4 GiB: of %d declared bytes that do not come it is %s', async (size, code) => {
    const { download, at } = await serve({ '/x': httpAnswer(200, { 'content-length': size }, 'bytes') })
    const { receive } = receiver()
    await expect(download(at('/x'), { ...output, receive })).rejects.toMatchObject({ code })
  })

  test('tells its declared size before its first piece', async () => {
    const { download, at } = await serve({ '/x': picture, '/y': httpAnswer(200, {}, 'bytes') })
    const sizes: (number | undefined)[] = []
    const full = new AppError('file.unwritable', 'The disk is full.')
    const receive = (_: unknown, facts: { readonly size?: number } = {}): Promise<never> => {
      sizes.push(facts.size)
      return Promise.reject(full)
    }
    await expect(download(at('/x'), { ...output, receive })).rejects.toBe(full)
    await expect(download(at('/y'), { ...output, receive })).rejects.toBe(full)
    expect(sizes).toEqual([5, undefined])
  })

  test.each([
    ['declares no size', httpAnswer(200, {}, 'bytes')],
    [
      'is packed',
      Buffer.concat([
        Buffer.from(
          httpAnswer(200, { 'content-encoding': 'gzip', 'content-length': gzipSync('bytes').length }, ''),
        ),
        gzipSync('bytes'),
      ]),
    ],
  ])('that %s has its limit, too', async (_, answer) => {
    const { download, at } = await serve({ '/outputs/1.png': answer })
    const { arrived, receive } = receiver()
    await expect(download(at('/outputs/1.png'), { ...output, cap: 4, receive })).rejects.toMatchObject({
      code: 'picture.large',
    })
    expect(arrived).toEqual([])
  })

  test('that breaks off is no file', async () => {
    const { download, at } = await serve({
      '/outputs/1.png': httpAnswer(200, { 'content-length': 500 }, 'bytes'),
    })
    const { arrived, receive } = receiver()
    await expect(download(at('/outputs/1.png'), { ...output, receive })).rejects.toMatchObject({
      data: { status: 200, reason: 'cut-off' },
    })
    expect(arrived).toEqual([])
  })

  test('that cannot be written ends with that error', async () => {
    const { download, at } = await serve({ '/outputs/1.png': picture })
    const receive = (): Promise<never> => Promise.reject(new AppError('file.unwritable', 'The disk is full.'))
    await expect(download(at('/outputs/1.png'), { ...output, receive })).rejects.toMatchObject({
      code: 'file.unwritable',
    })
  })
})
