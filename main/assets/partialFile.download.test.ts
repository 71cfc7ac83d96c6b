import { createHash } from 'node:crypto'
import { readFileSync, readdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { ReceivedFile } from '#shared/services.ts'
import type { PartialFile } from '../network/download.ts'
import { createDownload } from '../network/download.ts'
import { holdLimits } from '../network/heldLimits.ts'
import type { TimeLimits } from '../network/limits.ts'
import { defaultLimits } from '../network/limits.ts'
import type { RangeAnswer, RangeServer } from '../network/rangeServer.ts'
import { serveRanges } from '../network/rangeServer.ts'
import { systemResolve } from '../network/resolveHost.ts'
import { testFolder } from '../platform/testing/testFolder.ts'
import { openPartialFile } from './partialFile.ts'

const MIB = 2 ** 20
/** No two parts of it are alike. */
const file = Buffer.concat(
  Array.from({ length: 3 * 2 ** 15 }, (_, index) => createHash('sha256').update(String(index)).digest()),
)
const changed = Buffer.from(file).fill('x', 0, MIB)
const sha256Of = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex')
const digestOf = (bytes: Buffer): string => `sha-256=:${createHash('sha256').update(bytes).digest('base64')}:`

/** A download in several tries, each with a part that it opens itself, as after a kill. */
function downloadsFrom(server: RangeServer, limits: TimeLimits = defaultLimits.download) {
  const folder = testFolder()
  const download = createDownload({
    base: server.url,
    limits: { output: limits, picture: limits },
    resolve: systemResolve,
  })
  const owner = { owner: 'job', place: 0, source: server.address }
  const written = createMilestone()
  return {
    folder,
    /** Resolves once so many bytes have been written. */
    hasWritten: written.reached,
    fetch: async (): Promise<ReceivedFile> => {
      const file = openPartialFile(folder, owner)
      const part: PartialFile = {
        ...file,
        receive: (pieces, arrival) => file.receive(written.counting(pieces), arrival),
      }
      const { bytes } = await download(server.address, { policy: 'output', part })
      if (bytes instanceof Uint8Array) throw new Error('it is in memory')
      return bytes
    },
  }
}

/** Counts bytes, and says when there are enough. */
function createMilestone() {
  let bytes = 0
  let waiting: { readonly bytes: number; readonly resolve: () => void } | null = null
  const look = (): void => (waiting !== null && bytes >= waiting.bytes ? waiting.resolve() : undefined)
  return {
    async *counting(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
      for await (const piece of pieces) {
        yield piece
        // Asked for the next one, so that this one has been written.
        bytes += piece.length
        look()
      }
    },
    reached: (least: number): Promise<void> =>
      new Promise((resolve) => {
        waiting = { bytes: least, resolve }
        look()
      }),
  }
}

const reasonOf = async (call: Promise<ReceivedFile>): Promise<unknown> =>
  call.then(
    () => 'arrived',
    (thrown: { data?: { reason?: unknown } }) => thrown.data?.reason ?? thrown,
  )

/** Fetches until all of it is here; returns why the tries before failed. */
async function fetchToTheEnd(server: RangeServer, tries: number) {
  const { fetch } = downloadsFrom(server)
  const reasons: unknown[] = []
  for (let each = 1; each < tries; each++) reasons.push(await reasonOf(fetch()))
  const arrived = await fetch()
  expect(sha256Of(readFileSync(arrived.path))).toBe(arrived.sha256)
  return { reasons, sha256: arrived.sha256, sent: server.sent, ranges: server.ranges() }
}

describe('a connection that is cut', () => {
  test.each([1, 511, 512, MIB - 1, MIB, MIB + 1, 2_000_000, file.length - 1])(
    'after %d bytes costs none of them: only the rest is sent again',
    async (cut) => {
      const server = await serveRanges(file, [{ cut }])
      expect(await fetchToTheEnd(server, 2)).toEqual({
        reasons: ['cut-off'],
        sha256: sha256Of(file),
        sent: [cut, file.length - cut],
        ranges: [undefined, `bytes=${cut}-`],
      })
    },
  )

  test('again and again is continued again and again', async () => {
    const cuts = [100_000, 500_000, 3, 0, 1_000_000]
    const server = await serveRanges(
      file,
      cuts.map((cut) => ({ cut })),
    )
    const { sha256, sent } = await fetchToTheEnd(server, cuts.length + 1)
    expect([sha256, sent.reduce((sum, bytes) => sum + bytes, 0)]).toEqual([sha256Of(file), file.length])
  })

  test('of a file without a declared size is found by its digest, or not at all', async () => {
    const headers = { 'repr-digest': digestOf(file) }
    const server = await serveRanges(file, [{ cut: 2_000_000, undeclared: true, headers }, {}])
    const { fetch } = downloadsFrom(server)
    expect(await reasonOf(fetch())).toBe('digest')
    expect((await fetch()).sha256).toBe(sha256Of(file))
  })
})

describe('a part is given up, and the whole file fetched at once, if the server', () => {
  test.each<[string, RangeAnswer]>([
    ['has another version', { content: changed }],
    ['has another version and does not look at If-Range', { content: changed, ifRange: false }],
    ['does not look at ranges', { content: changed, ranges: false }],
  ])('%s', async (_, answer) => {
    const rest = Array.from({ length: 5 }, () => answer)
    const server = await serveRanges(file, [{ cut: 2_000_000 }, ...rest])
    const { sha256 } = await fetchToTheEnd(server, 2)
    expect(sha256).toBe(sha256Of(changed))
  })

  test.each<[string, RangeAnswer]>([
    [
      'sends another part',
      { headers: { 'content-range': `bytes 1999999-${file.length - 1}/${file.length}` } },
    ],
    [
      'sends a part of a file of another size',
      { headers: { 'content-range': 'bytes 2000000-2999999/3000000' } },
    ],
    ['sends a part that names no version', { headers: { etag: null } }],
    ['sends a part that names no place', { headers: { 'content-range': null } }],
    ['refuses the range', { status: 416 }],
    ['does not understand the range', { status: 400 }],
    ['refuses the condition', { status: 412 }],
  ])('%s', async (_, answer) => {
    const server = await serveRanges(file, [{ cut: 2_000_000 }, answer])
    const { sha256, ranges } = await fetchToTheEnd(server, 2)
    expect([sha256, ranges]).toEqual([sha256Of(file), [undefined, 'bytes=2000000-', undefined]])
  })

  test('has a shorter file by now', async () => {
    const short = file.subarray(0, MIB)
    const answer = { content: short, ifRange: false }
    const server = await serveRanges(file, [{ cut: 2_000_000 }, answer, answer])
    const { sha256, ranges } = await fetchToTheEnd(server, 2)
    expect([sha256, ranges]).toEqual([sha256Of(short), [undefined, 'bytes=2000000-', undefined]])
  })
})

test('a server that sends part after part that nobody asked for is asked twice', async () => {
  const answer = { status: 206, headers: { 'content-range': `bytes 5-9/10` } }
  const server = await serveRanges(file, [answer, answer, answer])
  expect(await reasonOf(downloadsFrom(server).fetch())).toBe('protocol')
  expect(server.sent).toHaveLength(2)
})

test('a server that sends less than all of the rest is asked for what is missing', async () => {
  const [from, to] = [1_000_000, 2_000_000]
  const headers = {
    'content-range': `bytes ${from}-${to - 1}/${file.length}`,
    'content-length': String(to - from),
  }
  const server = await serveRanges(file, [{ cut: from }, { cut: to - from, headers }])
  expect(await fetchToTheEnd(server, 3)).toMatchObject({
    reasons: ['cut-off', 'cut-off'],
    sha256: sha256Of(file),
    ranges: [undefined, `bytes=${from}-`, `bytes=${to}-`],
  })
})

test('a file with a weak version, or none, begins again', async () => {
  const weak = { etag: 'W/"1"' }
  const server = await serveRanges(file, [{ ...weak, cut: MIB }, weak])
  expect(await fetchToTheEnd(server, 2)).toMatchObject({
    sha256: sha256Of(file),
    sent: [MIB, file.length],
    ranges: [undefined, undefined],
  })
})

test('a file that is not the declared one is thrown away', async () => {
  const headers = { 'repr-digest': digestOf(changed) }
  const server = await serveRanges(file, [{ cut: MIB, headers }, { headers }])
  const { fetch, folder } = downloadsFrom(server)
  expect([await reasonOf(fetch()), await reasonOf(fetch())]).toEqual(['cut-off', 'digest'])
  const left = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  expect(left.filter((name) => name.includes('.part'))).toEqual([])
})

test('a whole file whose process was killed before it was stored is not asked for again', async () => {
  const server = await serveRanges(file, [])
  const { fetch } = downloadsFrom(server)
  await fetch()
  expect((await fetch()).sha256).toBe(sha256Of(file))
  expect(server.sent).toHaveLength(1)
})

describe('a connection that stays open', () => {
  // Only a call with a total limit would expire by it.
  const endless = (held: TimeLimits): TimeLimits => ({ ...held, total: null })

  test('and sends nothing more is given up after a while, and what came stays', async () => {
    const server = await serveRanges(file, [{ stall: 2_000_000 }])
    const held = holdLimits()
    const { fetch, hasWritten } = downloadsFrom(server, endless(held.limits))
    const first = reasonOf(fetch())
    await hasWritten(2_000_000)
    await held.meet('idle')
    expect(await first).toBe('idle-timeout')
    expect((await fetch()).sha256).toBe(sha256Of(file))
    expect(server.sent).toEqual([2_000_000, file.length - 2_000_000])
  })

  test('and sends a byte now and then is given up, too', async () => {
    // One byte less than must come in each period.
    const server = await serveRanges(file, [{ stall: 99 }])
    const held = holdLimits()
    const { fetch } = downloadsFrom(server, endless(held.limits))
    const first = reasonOf(fetch())
    await held.meet('floor')
    expect(await first).toBe('too-slow')
  })

  test('and sends enough is waited for, as long as it takes', async () => {
    const server = await serveRanges(file, [{ stall: 1000 }])
    const held = holdLimits()
    const { fetch, hasWritten } = downloadsFrom(server, endless(held.limits))
    const first = reasonOf(fetch())
    await hasWritten(1000)
    // Its first period brought enough; the second brings nothing.
    await held.meet('floor')
    await held.meet('floor')
    expect(await first).toBe('too-slow')
  })
})
