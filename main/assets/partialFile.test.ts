import { createHash } from 'node:crypto'
import { appendFileSync, existsSync, readFileSync, readdirSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Arrival } from '../network/arrival.ts'
import { createDiskRoom } from '../platform/diskRoom.ts'
import { testFolder } from '../platform/testing/testFolder.ts'
import { openPartialFile, removeParts } from './partialFile.ts'

const MIB = 2 ** 20
const owner = { owner: 'job', place: 0, source: 'https://a.example/1.mp4' }
const whole = Buffer.concat(Array.from({ length: 5 }, (_, index) => Buffer.alloc(MIB, index + 1)))
const sha256 = createHash('sha256').update(whole).digest('hex')
const arrival = {
  from: 0,
  total: whole.length,
  validator: '"v1"',
  sha256: null,
  mime: 'video/mp4',
} satisfies Arrival & { mime: string }

/** Pieces of an odd size up to `end`, and then the error if there is one. */
async function* piecesOf(from: number, end: number, then?: Error): AsyncGenerator<Uint8Array> {
  for (let at = from; at < end; at += 300_007) yield whole.subarray(at, Math.min(at + 300_007, end))
  if (then !== undefined) throw then
}

const cut = new Error('the connection broke')

/** A file of which `end` bytes have arrived before the connection broke. */
async function broken(end: number, validator: string | null = '"v1"') {
  const folder = testFolder()
  const first = openPartialFile(folder, owner)
  await expect(first.receive(piecesOf(0, end, cut), { ...arrival, validator })).rejects.toBe(cut)
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.includes('.part'),
  )
  const path = join(folder, files.find((name) => name.endsWith('.part')) ?? 'none')
  return { folder, files, path, records: `${path}.log`, part: openPartialFile(folder, owner) }
}

test('what has arrived stays, and the next process adds the rest to it', async () => {
  const { part, path } = await broken(2_500_000)
  expect(await part.held()).toEqual({ bytes: 2_500_000, total: whole.length, validator: '"v1"' })
  const file = await part.receive(piecesOf(2_500_000, whole.length), { ...arrival, from: 2_500_000 })
  expect(file).toMatchObject({
    path,
    sha256,
    size: whole.length,
    head: new Uint8Array(whole.subarray(0, 512)),
  })
  expect(readFileSync(path).equals(whole)).toBe(true)
})

test('it can break as often as it likes', async () => {
  const { part, path } = await broken(1000)
  for (const [from, end] of [
    [1000, 1001],
    [1001, 3 * MIB],
    [3 * MIB, 3 * MIB],
    [3 * MIB, whole.length - 1],
  ] as const) {
    expect(await part.held()).toMatchObject({ bytes: from })
    await expect(part.receive(piecesOf(from, end, cut), { ...arrival, from })).rejects.toBe(cut)
  }
  expect(await part.held()).toMatchObject({ bytes: whole.length - 1 })
  const file = await part.receive(piecesOf(whole.length - 1, whole.length), {
    ...arrival,
    from: whole.length - 1,
  })
  expect([file.sha256, readFileSync(path).equals(whole)]).toEqual([sha256, true])
})

test('a file that begins again has nothing of the part before', async () => {
  const { part, path } = await broken(3 * MIB)
  await part.held()
  const file = await part.receive(piecesOf(4 * MIB, whole.length), {
    ...arrival,
    total: MIB,
    validator: '"v2"',
  })
  expect([file.size, readFileSync(path).equals(whole.subarray(4 * MIB))]).toEqual([MIB, true])
  expect(await part.held()).toEqual({ bytes: MIB, total: MIB, validator: '"v2"' })
})

describe('a part that is not as it was recorded is continued from where it is', () => {
  test.each<[string, (path: string, records: string) => void, number | null]>([
    ['its end is torn off', (path) => truncateSync(path, 2 * MIB + 5), 1_200_028],
    ['its end was never written', (path) => writeZeros(path, 2_000_000), 1_200_028],
    ['a byte has changed', (path) => writeAt(path, 5), null],
    [
      'its last record is torn off',
      (_, records) => truncateSync(records, readFileSync(records).length - 2),
      2_400_056,
    ],
    ['it has grown', (path) => appendFileSync(path, 'more'), 2_500_000],
    ['its records are gone', (_, records) => truncateSync(records, 0), null],
    ['its records are others', (_, records) => writeFileSync(records, '{"source":1}\n5 5\n'), null],
    ['it is gone', (path) => truncateSync(path, 0), null],
  ])('%s', async (_, damage, bytes) => {
    const { part, path, records } = await broken(2_500_000)
    damage(path, records)
    expect((await part.held())?.bytes ?? null).toBe(bytes)
    const from = bytes ?? 0
    const file = await part.receive(piecesOf(from, whole.length), { ...arrival, from })
    expect([file.sha256, readFileSync(path).equals(whole)]).toEqual([sha256, true])
  })

  function writeZeros(path: string, from: number): void {
    const bytes = readFileSync(path)
    writeFileSync(path, bytes.fill(0, from))
  }
  function writeAt(path: string, place: number): void {
    const bytes = readFileSync(path)
    bytes[place] = 99
    writeFileSync(path, bytes)
  }
})

test('a part from another address, or of another place, is not continued', async () => {
  const { folder } = await broken(MIB)
  const others = [
    { ...owner, source: 'https://a.example/2.mp4' },
    { ...owner, place: 1 },
    { ...owner, owner: 'another' },
  ].map((other) => openPartialFile(folder, other))
  expect(await Promise.all(others.map(async (other) => other.held()))).toEqual([null, null, null])
})

test('a file that its server does not name is not kept in part', async () => {
  const { files, part } = await broken(MIB, null)
  expect([files, await part.held()]).toEqual([[], null])
})

test('a whole file that was not put is there without a request, unless it has another digest', async () => {
  const { part, path, folder } = await broken(whole.length)
  await part.held()
  expect(await part.complete()).toMatchObject({
    bytes: { path, sha256, size: whole.length },
    mime: 'video/mp4',
  })
  const other = openPartialFile(folder, { ...owner, place: 1 })
  const declared = { ...arrival, sha256: '0'.repeat(64) }
  await other.receive(piecesOf(0, whole.length), declared)
  await other.held()
  expect(await other.complete()).toBeNull()
})

describe('nothing is left', () => {
  const isEmpty = (folder: string): boolean =>
    !readdirSync(folder, { recursive: true, encoding: 'utf8' }).some((name) => name.includes('.part'))

  test('of a file that is too large', async () => {
    const folder = testFolder()
    const part = openPartialFile(folder, owner, { max: 1000 })
    await expect(part.receive(piecesOf(0, MIB), arrival)).rejects.toMatchObject({ code: 'picture.large' })
    expect(isEmpty(folder)).toBe(true)
  })

  test('of a file for which there is no room, and none of it is taken', async () => {
    const folder = testFolder()
    const room = createDiskRoom(folder, { freeIn: () => Promise.resolve(MIB) })
    const part = openPartialFile(folder, owner, { room })
    let taken = 0
    const pieces = async function* () {
      taken += 1
      yield whole
    }
    await expect(part.receive(pieces(), arrival)).rejects.toThrow(
      'the disk is full. It needs 6 MiB, and 1 MiB are free',
    )
    expect([taken, isEmpty(folder)]).toEqual([0, true])
  })

  test('when its job is over', async () => {
    const { folder } = await broken(MIB)
    await openPartialFile(folder, { ...owner, owner: 'other' }).receive(piecesOf(0, 5), arrival)
    await removeParts(folder, owner.owner)
    expect(await openPartialFile(folder, owner).held()).toBeNull()
    await removeParts(folder, 'other')
    expect(isEmpty(folder)).toBe(true)
    await removeParts(folder, 'nobody')
  })

  test('when it is discarded', async () => {
    const { folder, part, path } = await broken(MIB)
    await part.discard()
    expect([existsSync(path), isEmpty(folder)]).toEqual([false, true])
  })
})

test('a part stays while there is no room for its rest', async () => {
  const { folder } = await broken(2 * MIB)
  const room = createDiskRoom(folder, { freeIn: () => Promise.resolve(2 * MIB) })
  const part = openPartialFile(folder, owner, { room })
  const from = (await part.held())?.bytes ?? 0
  const rest = part.receive(piecesOf(from, whole.length), { ...arrival, from })
  await expect(rest).rejects.toThrow('the disk is full')
  expect(await openPartialFile(folder, owner).held()).toMatchObject({ bytes: 2 * MIB })
})

test('only the rest of a part needs room', async () => {
  const { folder } = await broken(4 * MIB)
  const room = createDiskRoom(folder, { freeIn: () => Promise.resolve(2 * MIB) })
  const part = openPartialFile(folder, owner, { room })
  const held = await part.held()
  const from = held?.bytes ?? 0
  expect((await part.receive(piecesOf(from, whole.length), { ...arrival, from })).sha256).toBe(sha256)
})
