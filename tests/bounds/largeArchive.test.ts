import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync, truncateSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { workflowOf } from '#shared/testing/workflow.ts'
import type { Media } from '#shared/ports/value.ts'
import type { PackOptions } from '#main/bundle/packRun.ts'
import { packRun } from '#main/bundle/packRun.ts'
import { unpackRun } from '#main/bundle/unpackRun.ts'
import { testSession } from '#main/host/testing/testSession.ts'
import { onePixel } from './bombs.ts'
import { addRow, writeTable } from './measureCases.ts'

writeTable('bounds-archive')

const MIB = 2 ** 20
/** In MiB, above the process before it. */
const MAX_MEMORY = 100
/** More than a number of 32 bits counts: the size of the film and the place of what comes after it need ZIP64. */
const FILM_MIB = 4097

const zeros = new Uint8Array(MIB)
/** The beginning of an MP4. */
const head = Buffer.from('\0\0\0\x14ftypisom\0\0\0\0mp42', 'latin1')
const size = head.length + FILM_MIB * MIB
/** What comes out must have it, too: a wrong one here is found. */
const sha256 = 'b90af8bc4fb903314a6708b408bd07679b4a6ad772e73297fdea19ebcbfb835c'

/** A film of more than 4 GiB, piece by piece: nothing of it is on a disk. */
async function* largeFilm(): AsyncGenerator<Uint8Array> {
  yield head
  for (let piece = 0; piece < FILM_MIB; piece += 1) yield zeros
}

async function factsOf(pieces: AsyncIterable<Uint8Array>) {
  const hash = createHash('sha256')
  let size = 0
  for await (const piece of pieces) {
    hash.update(piece)
    size += piece.length
  }
  return { sha256: hash.digest('hex'), size }
}

/** Writes what is not zero, and leaves holes for the rest: no disk has to have room for it. */
async function writeSparse(path: string, pieces: AsyncIterable<Uint8Array>): Promise<number> {
  const file = await open(path, 'w')
  let size = 0
  try {
    for await (const piece of pieces) {
      if (Buffer.compare(piece, zeros.subarray(0, piece.length)) !== 0)
        await file.write(piece, 0, piece.length, size)
      size += piece.length
    }
  } finally {
    await file.close()
  }
  truncateSync(path, size)
  return size
}

/** The peak of this process during `act`, in MiB above what it had before. */
async function peakDuring<T>(act: () => Promise<T>): Promise<{ readonly made: T; readonly memory: number }> {
  const before = process.memoryUsage.rss()
  let peak = before
  const timer = setInterval(() => (peak = Math.max(peak, process.memoryUsage.rss())), 20)
  try {
    return {
      made: await act(),
      memory: Math.round((Math.max(peak, process.memoryUsage.rss()) - before) / MIB),
    }
  } finally {
    clearInterval(timer)
  }
}

/** A library with a finished run that made the film, and a picture whose place in an archive is behind it. */
async function startRun(folder: string) {
  const { library } = await testSession()
  const { runs } = library
  const assets = library.assets({ folder: library.home })
  const video: Media = { media: 'video', mime: 'video/mp4', sha256, bytes: size }
  const image = await assets.put(onePixel, 'image', { from: 'file', name: 'after.png' })
  const workflow = JSON.stringify(workflowOf({ make: 'test/pictures' }, [], 'Harbour'))
  const out = { out: folder, folder, pictures: [], concurrency: 1, fresh: false }
  const request = { mode: 'practice' as const, only: null, targets: null, ...out }
  runs.start({ id: 'past', name: 'Harbour', accounts: { runcomfy: 'practice' }, workflow, request, at: 100 })
  const outputs = { video, image }
  runs.record('past', { type: 'step.done', node: 'make', at: 110, reused: false, cost: null, outputs })
  runs.finish('past', 'done', null, 130)
  // Its size is read from the disk, its bytes are not.
  const sized = join(folder, 'film')
  await (await open(sized, 'w')).close()
  truncateSync(sized, size)
  const isFilm = (media: Media): boolean => media.sha256 === sha256
  const pictures: PackOptions['pictures'] = () => ({
    assets: {
      ...assets,
      has: (media) => isFilm(media) || assets.has(media),
      stream: (media) => (isFilm(media) ? largeFilm() : assets.stream(media)),
      pathOf: (media) => (isFilm(media) ? sized : assets.pathOf(media)),
    },
    openAsset: () => Promise.reject(new Error('the workflow names none')),
    readFile: () => Promise.reject(new Error('the workflow names none')),
  })
  return { runs, pictures, image }
}

type Received = Pick<Media, 'sha256'> & { readonly size: number }

/** A library that hashes what it receives, and stores nothing. */
function hashingAssets(received: Received[]): Parameters<typeof unpackRun>[1] {
  return {
    async receive(pieces) {
      let first: Uint8Array = new Uint8Array()
      async function* withFirst(): AsyncGenerator<Uint8Array> {
        for await (const piece of pieces) {
          if (first.length === 0) first = piece.slice(0, 512)
          yield piece
        }
      }
      const facts = await factsOf(withFirst())
      received.push(facts)
      return { ...facts, path: '', head: first, discard: () => Promise.resolve() }
    },
    async put(content, media) {
      if (content instanceof Uint8Array) throw new Error('it is in memory')
      return { media, mime: 'video/mp4', sha256: content.sha256, bytes: content.size }
    },
    originOf: () => undefined,
  }
}

// It takes half a minute of a processor: `npm test -- integration --large`.
test.runIf(process.env['PATCHBAY_TEST_LARGE'] !== undefined)(
  'a run with a film of more than 4 GiB is packed and read back in little memory',
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'patchbay-archive-'))
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
    const { runs, pictures, image } = await startRun(folder)
    const path = join(folder, 'run.zip')

    const packed = await peakDuring(async () => {
      const { archive, removed } = await packRun('past', { runs, pictures, redact: (text) => text })
      expect(removed).toEqual([])
      return writeSparse(path, archive)
    })
    expect(packed.made).toBeGreaterThan(2 ** 32)

    const received: Received[] = []
    const opened = await peakDuring(async () => unpackRun(path, hashingAssets(received), 200))
    expect(opened.made.pictures).toBe(2)
    expect(received.toSorted((a, b) => b.size - a.size)).toEqual([
      { sha256, size },
      { sha256: image.sha256, size: image.bytes },
    ])
    expect(opened.made.events).toMatchObject([
      { type: 'step.done', outputs: { video: { sha256, bytes: size }, image: { sha256: image.sha256 } } },
    ])
    for (const [way, { memory }] of [
      ['packing a run', packed],
      ['opening a packed run', opened],
    ] as const)
      addRow(way, 'a film of more than 4 GiB', { memory, turn: '' })
    expect([packed.memory, opened.memory].filter((memory) => memory > MAX_MEMORY)).toEqual([])
  },
  600_000,
)
