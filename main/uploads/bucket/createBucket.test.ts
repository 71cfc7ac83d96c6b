import { createHash } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { BucketSettings } from '#shared/api/records.ts'
import type { Media } from '#shared/ports/value.ts'
import { createClock } from '../../platform/clock.ts'
import { createBucketClient } from '../../network/bucketClient.ts'
import type { BucketCall, BucketClient } from '../../network/bucketClient.ts'
import { ExchangeError } from '../../network/exchangeError.ts'
import { defaultLimits } from '../../network/limits.ts'
import { systemResolve } from '../../network/resolveHost.ts'
import { createBucket } from './createBucket.ts'
import { readBucket } from './readBucket.ts'
import { s3Keys, startS3 } from './s3Fixture.ts'

let server: Awaited<ReturnType<typeof startS3>>
beforeAll(async () => {
  server = await startS3()
})
afterAll(() => server.close())

type BucketAnswer = Awaited<ReturnType<BucketClient['call']>>

/** A bucket with these settings; `instead` may answer, or break, a call in place of the server. */
function open(
  change: Partial<BucketSettings> = {},
  allowPrivate = true,
  instead: (request: BucketCall) => BucketAnswer | ExchangeError | undefined = () => undefined,
) {
  const settings: BucketSettings = {
    endpoint: server.endpoint,
    region: 'us-east-1',
    bucket: 'pictures',
    prefix: 'patchbay/',
    lifetime: 3600,
    pathStyle: true,
    ...change,
  }
  const location = readBucket(settings)
  const client = createBucketClient({
    origin: location.origin,
    allowPrivate,
    limits: defaultLimits,
    resolve: systemResolve,
  })
  const calls: BucketCall['method'][] = []
  const waits: number[] = []
  const bucket = createBucket({
    settings,
    location,
    keys: s3Keys,
    // Its waits take no time here.
    clock: { ...createClock(), sleep: async (milliseconds) => void waits.push(milliseconds) },
    client: {
      call(request) {
        calls.push(request.method)
        const answer = instead(request)
        if (answer instanceof ExchangeError) return Promise.reject(answer)
        return answer === undefined ? client.call(request) : Promise.resolve(answer)
      },
    },
  })
  return { bucket, calls, waits }
}

const bytes = Uint8Array.from({ length: 100_000 }, (_, at) => at % 251)
const media: Media = {
  media: 'image',
  sha256: createHash('sha256').update(bytes).digest('hex'),
  mime: 'image/png',
  bytes: bytes.length,
}

test('a picture is uploaded once, and anybody with the address can fetch it', async () => {
  const { bucket, calls } = open()
  const read = async () => bytes
  const address = await bucket.share({ media, read })
  const fetched = await fetch(address)
  expect(new Uint8Array(await fetched.arrayBuffer())).toEqual(bytes)
  expect(fetched.headers.get('content-type')).toBe('image/png')
  expect(new URL(address).pathname).toBe(`/pictures/patchbay/${media.sha256}.png`)
  expect(new URL(address).searchParams.get('X-Amz-Expires')).toBe('3600')
  await open().bucket.share({ media, read: () => Promise.reject(new Error('It lies there already.')) })
  expect(calls).toEqual(['HEAD', 'PUT'])
})

test('a film is uploaded piece by piece, signed with the hash under which it is stored', async () => {
  const film = { ...media, media: 'video' as const, mime: 'video/mp4' }
  async function* stream(): AsyncGenerator<Uint8Array> {
    yield bytes.subarray(0, 3)
    yield bytes.subarray(3)
  }
  const read = () => Promise.reject(new Error('It need not be in memory.'))
  const address = await open().bucket.share({ media: film, read, stream })
  expect(new URL(address).pathname).toMatch(/\.mp4$/)
  expect(new Uint8Array(await (await fetch(address)).arrayBuffer())).toEqual(bytes)
})

test('an interrupted upload is made again', async () => {
  const short = { ...media, sha256: 'a'.repeat(64) }
  await open().bucket.share({ media: { ...short, bytes: 10 }, read: async () => bytes.subarray(0, 10) })
  const { bucket, calls } = open()
  await bucket.share({ media: { ...short, bytes: 20 }, read: async () => bytes.subarray(0, 20) })
  expect(calls).toEqual(['HEAD', 'PUT'])
})

test('a file whose upload breaks is sent again, and read again for it', async () => {
  const failures = [
    new ExchangeError('reset', 'request'),
    { status: 503, headers: {}, text: '' },
    { status: 429, headers: {}, text: '' },
  ]
  const { bucket, calls, waits } = open({}, true, (request) =>
    request.method === 'PUT' ? failures.shift() : undefined,
  )
  const other = bytes.map((byte) => byte ^ 1)
  const sha256 = createHash('sha256').update(other).digest('hex')
  let reads = 0
  async function* stream(): AsyncGenerator<Uint8Array> {
    reads += 1
    yield other
  }
  const film: Media = { ...media, media: 'video', mime: 'video/mp4', sha256 }
  const address = await bucket.share({
    media: film,
    read: () => Promise.reject(new Error('read whole')),
    stream,
  })
  expect(new Uint8Array(await (await fetch(address)).arrayBuffer())).toEqual(other)
  expect([calls, reads, waits]).toEqual([['HEAD', 'PUT', 'PUT', 'PUT', 'PUT'], 1, [1000, 4000, 15_000]])
})

test('an upload that a bucket refuses is not made again', async () => {
  const { bucket, calls } = open({}, true, ({ method }) =>
    method === 'PUT' ? { status: 403, headers: {}, text: '' } : undefined,
  )
  const unknown = { ...media, sha256: 'b'.repeat(64) }
  await expect(bucket.share({ media: unknown, read: async () => bytes })).rejects.toThrow('it answered 403')
  expect(calls).toEqual(['HEAD', 'PUT'])
})

test('the check leaves nothing behind', async () => {
  const { bucket, calls } = open()
  await bucket.check()
  expect(calls).toEqual(['PUT', 'GET', 'DELETE'])
})

test.each([
  [{ bucket: 'nobodys' }, /^Could not upload to your bucket: it answered 404 \(NoSuchBucket\)\.$/],
  [{ endpoint: 'http://127.0.0.1:1' }, /^Could not upload to your bucket: 127\.0\.0\.1:1 did not answer: /],
])('a bucket with %o is refused with an error that contains no key', async (change, words) => {
  await expect(open(change).bucket.check()).rejects.toMatchObject({
    code: 'media.unsendable',
    message: expect.stringMatching(words),
  })
})

test('nothing is sent to another origin than that of the bucket', async () => {
  const client = createBucketClient({
    origin: server.endpoint,
    allowPrivate: true,
    limits: defaultLimits,
    resolve: systemResolve,
  })
  const url = new URL('http://127.0.0.1:9/elsewhere')
  await expect(client.call({ method: 'GET', url, headers: {} })).rejects.toMatchObject({
    code: 'egress.refused',
  })
})

test('a name that resolves to this machine or its network is refused unless allowed', async () => {
  const { bucket, calls } = open({}, false)
  await expect(bucket.check()).rejects.toMatchObject({
    code: 'egress.refused',
    message: expect.stringContaining('has an address on this machine or in its network'),
  })
  expect(calls).toEqual(['PUT'])
})
