import { describe, expect, test } from 'vitest'
import { AppError } from '#shared/errors.ts'
import type { FakeClock } from '#shared/testing/fakeClock.ts'
import { fakeClock } from '#shared/testing/fakeClock.ts'
import type { SentPicture } from '#main/jobs/sendMedia.ts'
import { mediaOf } from '#main/jobs/jobsFixture.ts'
import { key, serve } from '#main/network/clientFixture.ts'
import type { Received } from '#main/network/rawServer.ts'
import { httpAnswer, jsonAnswer } from '#main/network/rawServer.ts'
import { createFalSend } from './client.ts'
import { egressTo, failure } from './clientFixture.ts'
import { createFalUpload, uploadSizes } from './upload.ts'

const initiateLine = 'POST /storage/upload/initiate?storage_type=fal-cdn-v3'
const partsLine = 'POST /storage/upload/initiate-multipart?storage_type=fal-cdn-v3'
const ok = httpAnswer(200, { 'content-length': 0 })

const picture: SentPicture = {
  media: mediaOf('bytes'),
  isPlain: true,
  read: () => Promise.resolve(Buffer.from('bytes')),
}

/** A file of that size in pieces of 4 bytes, which are never together in memory. */
function large(bytes: number): SentPicture {
  const stream = async function* (): AsyncGenerator<Uint8Array> {
    for (let left = bytes; left > 0; left -= 4) yield new Uint8Array(Math.min(left, 4))
  }
  const read = () => Promise.reject(new Error('read whole'))
  return { media: { ...mediaOf('large', 'video'), mime: 'video/mp4', bytes }, isPlain: true, read, stream }
}

/** The storage of fal, by what `answer` writes, and an upload to it. */
async function storage(
  answer: (request: Received, base: URL) => string | null,
  clock: FakeClock = fakeClock(0),
) {
  const server = await serve((socket, request) => {
    const text = answer(request, server.url)
    if (text === null) socket.destroy()
    else socket.write(text)
  })
  const egress = egressTo(server)
  // Its waits take no time here.
  const instant = { now: clock.now, sleep: () => Promise.resolve() }
  const sizes = { whole: 90, part: 10 }
  const upload = createFalUpload({ egress, send: createFalSend(clock), clock: instant, sizes })
  return { upload, clock, server, lines: () => server.requests.map(({ line }) => line) }
}

const target = (base: URL, file_url = 'https://v3.fal.media/files/1.png') =>
  jsonAnswer(200, { upload_url: new URL('/up/1?sign=x', base).href, file_url })

test('a file is announced with the key, and sent to the address that is returned without it', async () => {
  const { upload, server } = await storage(({ line }, base) => (line === initiateLine ? target(base) : ok))
  expect(await upload(picture)).toBe('https://v3.fal.media/files/1.png')
  const [first, second] = server.requests
  expect([first?.line, first?.headers['authorization']]).toEqual([initiateLine, `Key ${key}`])
  expect(JSON.parse(first?.body.toString() ?? '')).toEqual({
    content_type: 'image/png',
    file_name: `${picture.media.sha256.slice(0, 16)}.png`,
  })
  expect([second?.line, second?.body.toString()]).toEqual(['PUT /up/1?sign=x', 'bytes'])
  expect(second?.headers).toMatchObject({ 'content-type': 'image/png', 'content-length': '5' })
  expect(second?.headers['authorization']).toBeUndefined()
})

test('the same file is uploaded once an hour', async () => {
  const { upload, clock, lines } = await storage(({ line }, base) =>
    line === initiateLine ? target(base) : ok,
  )
  await upload(picture)
  await upload(picture)
  expect(lines()).toHaveLength(2)
  await clock.advance(3_600_000)
  await upload(picture)
  expect(lines()).toHaveLength(4)
})

test('a file is sent whole up to 90 MiB, and in parts of 10 MiB beyond', () => {
  expect(uploadSizes).toEqual({ whole: 90 * 2 ** 20, part: 10 * 2 ** 20 })
})

test('a file that is sent whole is read as it is sent', async () => {
  const { upload, server } = await storage(({ line }, base) => (line === initiateLine ? target(base) : ok))
  await upload(large(90))
  expect(server.requests.map(({ body }) => body.length).at(-1)).toBe(90)
})

test('a larger file is sent in parts, whose tags complete it', async () => {
  const tagOf = ({ line }: Received): string => /\d+(?=\?)/.exec(line)?.[0] ?? ''
  const { upload, server } = await storage((request, base) => {
    if (request.line === partsLine) return target(base, 'https://v3.fal.media/files/2.mp4')
    if (request.line.startsWith('POST')) return ok
    const part = tagOf(request)
    // Either way is in use.
    return part === '2'
      ? jsonAnswer(200, { partNumber: 2, etag: 'tag-2' })
      : httpAnswer(200, { etag: `tag-${part}`, 'content-length': 0 })
  })
  expect(await upload(large(95))).toBe('https://v3.fal.media/files/2.mp4')
  const parts = Array.from({ length: 10 }, (_, index) => index + 1)
  expect(server.requests.slice(1).map(({ line, body }) => [line, body.length])).toEqual([
    ...parts.map((part) => [`PUT /up/1/${part}?sign=x`, part === 10 ? 5 : 10]),
    ['POST /up/1/complete?sign=x', expect.any(Number)],
  ])
  expect(JSON.parse(server.requests.at(-1)?.body.toString() ?? '')).toEqual({
    parts: parts.map((partNumber) => ({ partNumber, etag: `tag-${partNumber}` })),
  })
})

describe('an upload that fails', () => {
  test('for a moment is made again, five times in all', async () => {
    const busy = httpAnswer(429, { 'content-length': 0 })
    const failing = [null, 'broken', 'target', httpAnswer(503, { 'content-length': 0 }), 'target', busy, null]
    const answers = [...failing, 'target', ok]
    const answersGiven = answers.length
    const { upload, lines } = await storage((_, base) => {
      const answer = answers.shift() ?? null
      return answer === 'target' ? target(base) : answer === 'broken' ? jsonAnswer(500, {}) : answer
    })
    expect(await failure(upload(picture))).toMatchObject({ code: 'media.unsendable' })
    expect(await upload(picture)).toBe('https://v3.fal.media/files/1.png')
    expect(lines()).toHaveLength(answersGiven)
  })

  test('in one of its parts sends that part again, and no other', async () => {
    const broken = new Map([
      [partsLine, 2],
      ['PUT /up/1/3?sign=x', 4],
      ['POST /up/1/complete?sign=x', 1],
    ])
    const { upload, lines } = await storage(({ line }, base) => {
      const left = broken.get(line) ?? 0
      broken.set(line, left - 1)
      if (left > 0) return null
      return line === partsLine ? target(base) : httpAnswer(200, { etag: 'tag', 'content-length': 0 })
    })
    await upload(large(95))
    const count = (line: string): number => lines().filter((one) => one === line).length
    const parts = Array.from({ length: 10 }, (_, index) => count(`PUT /up/1/${index + 1}?sign=x`))
    expect(parts).toEqual([1, 1, 5, 1, 1, 1, 1, 1, 1, 1])
    expect([count(partsLine), count('POST /up/1/complete?sign=x')]).toEqual([3, 2])
  })

  test.each<[string, string, string]>([
    ['a refused key', jsonAnswer(401, { detail: 'Unauthorized' }), 'account.key'],
    [
      'a locked account',
      jsonAnswer(403, { detail: 'User is locked. Reason: Exhausted balance.' }),
      'account.balance',
    ],
    ['no such call', jsonAnswer(404, {}), 'media.unsendable'],
    ['an answer that makes no sense', jsonAnswer(200, { upload_url: 7 }), 'media.unsendable'],
    [
      'an address that nobody can fetch',
      jsonAnswer(200, { upload_url: 'https://a.example/up', file_url: 'ftp://x' }),
      'media.unsendable',
    ],
    [
      'an address inside this network',
      jsonAnswer(200, { upload_url: 'http://10.0.0.1/up', file_url: 'https://v3.fal.media/1' }),
      'media.unsendable',
    ],
  ])('because of %s is reported as such', async (_, answer, code) => {
    const { upload } = await storage(() => answer)
    expect((await failure(upload(picture))).code).toBe(code)
  })

  test('because its file is gone says so', async () => {
    const gone = new AppError('file.unreadable', 'gone')
    const { upload } = await storage(({ line }, base) => (line === initiateLine ? target(base) : ok))
    await expect(upload({ ...picture, read: () => Promise.reject(gone) })).rejects.toBe(gone)
  })

  test('because it was cancelled ends with the reason', async () => {
    const { upload, lines } = await storage(({ line }, base) => (line === initiateLine ? target(base) : ok))
    const reason = new AppError('cancelled', 'enough')
    await expect(upload(picture, AbortSignal.abort(reason))).rejects.toBe(reason)
    expect(lines()).toEqual([])
  })
})
