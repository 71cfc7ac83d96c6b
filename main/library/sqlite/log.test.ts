import { readFileSync } from 'node:fs'
import { afterAll, describe, expect, test } from 'vitest'
import { fillStore } from '../testing/storeFixture.ts'
import type { Log } from './log.ts'
import { lostTransactions, readLog } from './log.ts'

const HEADER = 32
const FRAME = 24 + 4096

const bytes: Uint8Array = readFileSync(`${fillStore(100, { whenOver: afterAll }).file}-wal`)

const read = (log: Uint8Array): Log => {
  const found = readLog(log)
  if (found === null) throw new Error('there is nothing in this log')
  return found
}

/** The log with one bit flipped. */
const flipped = (at: number): Uint8Array => bytes.with(at, (bytes[at] ?? 0) ^ 1)

describe('a log as SQLite left it', () => {
  test('is intact to its last frame, and ends with a transaction', () => {
    const log = read(bytes)
    expect(log.pageSize).toBe(4096)
    expect(log.frames).toHaveLength((bytes.length - HEADER) / FRAME)
    expect(log.sound).toBe(log.frames.length)
    expect(log.frames.at(-1)?.commit).toBe(true)
    expect(log.frames.filter(({ commit }) => commit)).toHaveLength(5)
    expect(lostTransactions(log)).toBe(0)
  })

  test.each([[new Uint8Array()], [new Uint8Array(32)]])('is empty if it has no frame', (empty) => {
    expect(readLog(empty)).toBeNull()
  })
})

describe('a damaged log', () => {
  test.each<[string, number]>([
    ['the number of its page', 0],
    ['what ends a transaction', 7],
    ['its checksum', 20],
    ['the first byte of its page', 24],
    ['the last byte of its page', FRAME - 1],
  ])('is intact up to the frame with a flipped bit in %s, and what is behind it is counted', (_, at) => {
    const log = read(flipped(HEADER + 3 * FRAME + at))
    expect(log.sound).toBe(3)
    expect(log.frames).toHaveLength((bytes.length - HEADER) / FRAME)
    // The bit may make the frame itself one that ends a transaction.
    expect([5, 6]).toContain(lostTransactions(log))
  })

  test('with a flipped bit in the salts of a frame has all frames except that one', () => {
    const log = read(flipped(HEADER + 3 * FRAME + 8))
    expect(log.sound).toBe(3)
    expect(log.frames).toHaveLength((bytes.length - HEADER) / FRAME - 1)
    expect(lostTransactions(log)).toBe(5)
  })

  test.each([0, 5, 9, 17, 24, 31])('with a flipped bit in byte %d of its header has no valid frame', (at) => {
    const log = read(flipped(at))
    expect(log.sound).toBe(0)
    expect(lostTransactions(log)).toBe(5)
  })

  test('whose end is truncated has lost nothing that could still be read', () => {
    const log = read(bytes.subarray(0, bytes.length - 100))
    expect(log.sound).toBe(log.frames.length)
    expect(lostTransactions(log)).toBe(0)
  })

  test('damaged only in its last transaction looks as if the power had failed there', () => {
    const { frames } = read(bytes)
    const last = frames.slice(0, -1).findLastIndex(({ commit }) => commit) + 1
    expect(lostTransactions(read(flipped(frames[last]?.at ?? 0)))).toBe(1)
  })
})

test('frames of an older generation behind the current ones do not count', () => {
  const { frames } = read(bytes)
  const older = Uint8Array.from(bytes)
  const stored = 6
  // SQLite starts again at the front with other salts, and leaves the rest as it is.
  for (const { at } of frames.slice(stored)) older[at - 24 + 11] = (older[at - 24 + 11] ?? 0) ^ 0xff
  const log = read(older)
  expect(log.frames).toHaveLength(stored)
  expect(log.sound).toBe(stored)
  expect(lostTransactions(log)).toBe(0)
})
