import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { describe, expect, test } from 'vitest'
import type { Job, JobPhase } from '../../jobs/job.ts'
import type { Media } from '#shared/ports/value.ts'
import type { CollectOptions, Collected } from './collectGarbage.ts'
import { collectGarbage } from './collectGarbage.ts'
import { createAssetFolder, sha256Of } from '../../assets/assetFolder.ts'
import { partNameOf } from '../../assets/partialFile.ts'
import type { Database } from '../database.ts'
import { createJobRows } from '../jobRows.ts'
import { testLibrary } from '../libraryFixture.ts'
import { createMarks } from '../marks.ts'
import { createWorkflowVersions } from '../workflowVersions.ts'
import { createOrigins } from '../origins.ts'
import { createResults } from '../results.ts'
import type { RunRequest } from '../runs.ts'
import { createRuns } from '../runs.ts'

const library = testLibrary()
const HOUR = 60 * 60_000
const NOW = 1_800_000_000_000
const LONG_AGO = NOW - 100 * HOUR

const collect = (options: Partial<CollectOptions> = {}): Promise<Collected> =>
  collectGarbage({
    database: library.database,
    home: library.home,
    keep: new Set(),
    now: NOW,
    dryRun: false,
    ...options,
  })

const setTime = (path: string, at: number): void => utimesSync(path, at / 1000, at / 1000)
const pathOf = ({ sha256 }: Media): string =>
  join(library.home, 'assets', sha256.slice(0, 2), `${sha256}.png`)

/** An asset of five bytes, last stored at a time. */
async function asset(name: string, at = LONG_AGO): Promise<Media> {
  const bytes = Buffer.from(name.padEnd(5))
  const sha256 = await createAssetFolder(join(library.home, 'assets')).save(bytes, 'png')
  createOrigins(library.database, () => at).set(sha256, { from: 'file', name })
  const media: Media = { media: 'image', sha256, mime: 'image/png', bytes: bytes.length }
  setTime(pathOf(media), at)
  return media
}

function thumbnail({ sha256 }: Media): string {
  const path = join(library.home, 'thumbnails', sha256.slice(0, 2), `${sha256}-256.webp`)
  mkdirSync(join(path, '..'), { recursive: true })
  writeFileSync(path, 'webp')
  setTime(path, LONG_AGO)
  return path
}

function draft(folder: string, at: number): string {
  const path = join(library.home, folder, '.0b1c2d3e-0000-4000-8000-000000000000.draft')
  mkdirSync(join(path, '..'), { recursive: true })
  writeFileSync(path, 'cut')
  setTime(path, at)
  return path
}

const request: RunRequest = {
  mode: 'practice',
  only: null,
  targets: null,
  out: '/out',
  folder: '/workflows',
  pictures: [],
  concurrency: 4,
  fresh: false,
}
const startRun = (id: string, workflow = '{}', at = LONG_AGO): void =>
  createRuns(library.database).start({ id, name: id, accounts: { runcomfy: 'me' }, workflow, request, at })
const finishRun = (id: string): void => createRuns(library.database).finish(id, 'done', null, NOW)

async function addJob(id: string, phase: JobPhase): Promise<void> {
  const facts: Job['facts'] = {
    id,
    key: 'k',
    modelId: 'm',
    bodySha256: await sha256Of(Buffer.from('{}')),
    bodyBytes: 2,
    account: 'me',
    run: 'r',
    node: 'n',
    item: '0',
    createdAt: LONG_AGO,
  }
  await createJobRows(library.database, () => LONG_AGO).add({ facts, phase }, Buffer.from('{}'))
}

const results = () => createResults({ database: library.database, has: () => true, now: () => LONG_AGO })
const remote = { requestId: 'q', statusUrl: null, resultUrl: null, cancelUrl: null, at: LONG_AGO }

describe('an asset stays that is in', () => {
  const holders: readonly (readonly [string, (media: Media) => void | Promise<void>])[] = [
    ['a result', (media) => results().save('k1', { images: [media] })],
    [
      'what a step made',
      (media) => {
        startRun('r1')
        const outputs = { image: media }
        const done = { type: 'step.done', node: 'a', at: 1, outputs, reused: false, cost: null } as const
        createRuns(library.database).record('r1', done)
        finishRun('r1')
      },
    ],
    [
      'what a job brought',
      (media) =>
        addJob('j1', {
          state: 'downloaded',
          request: remote,
          output: null,
          cost: null,
          media: [['u', media]],
        }),
    ],
    [
      'what a job brought that has not ended',
      async ({ sha256 }) => {
        await addJob('j1', { state: 'completed', request: remote, output: null, cost: null })
        const origin = {
          from: 'job',
          requestId: remote.requestId,
          url: 'https://out/1',
          at: LONG_AGO,
        } as const
        createOrigins(library.database, () => LONG_AGO).set(sha256, origin)
      },
    ],
    [
      'a version of a workflow',
      ({ sha256 }) =>
        createWorkflowVersions(library.database).add(
          'w',
          JSON.stringify({ nodes: [{ values: { image: { asset: sha256 } } }] }),
          LONG_AGO,
        ),
    ],
    [
      'what a job has sent',
      async ({ sha256 }) => {
        await addJob('j1', { state: 'downloaded', request: remote, output: null, cost: null, media: [] })
        const files = JSON.stringify([{ at: 1, sha256, ending: 'png' }])
        library.database.write('UPDATE jobs SET body_files = ?', files)
      },
    ],
    [
      'the workflow of a run',
      ({ sha256 }) => {
        startRun('r1', JSON.stringify({ nodes: [{ values: { image: { asset: sha256 } } }] }))
        finishRun('r1')
      },
    ],
  ]
  test.each(holders)('%s', async (_, refer) => {
    const [media, other] = [await asset('kept'), await asset('other')]
    await refer(media)
    expect(await collect()).toEqual({ removedFiles: 1, removedBytes: 5, keptFiles: 1, removedResults: 0 })
    expect([existsSync(pathOf(media)), existsSync(pathOf(other))]).toEqual([true, false])
    expect(library.database.read('SELECT sha256 FROM assets')).toEqual([{ sha256: media.sha256 }])
  })

  test('what the caller keeps', async () => {
    const media = await asset('draft')
    expect(await collect({ keep: new Set([media.sha256]) })).toMatchObject({ removedFiles: 0, keptFiles: 1 })
  })

  test('one row of very many', async () => {
    const media = await asset('kept')
    library.database.transact(() => {
      startRun('r1')
      const done = { type: 'step.done', at: 1, reused: false, cost: null } as const
      for (let row = 0; row < 1200; row++) {
        const outputs = row === 1100 ? { image: media } : {}
        createRuns(library.database).record('r1', { ...done, node: `node ${row}`, outputs })
      }
      finishRun('r1')
    })
    expect(await collect()).toMatchObject({ removedFiles: 0, keptFiles: 1 })
  })
})

describe('while something may be in progress', () => {
  test.each([
    [NOW - HOUR, true],
    [NOW - HOUR - 1000, false],
  ])('an asset that was stored at %d stays: %s', async (at, stays) => {
    const media = await asset('new', at)
    await collect()
    expect(existsSync(pathOf(media))).toBe(stays)
  })

  test('everything stored since the oldest open run began stays, until that has ended', async () => {
    const [before, since] = [await asset('a', LONG_AGO - HOUR), await asset('b', LONG_AGO + HOUR)]
    startRun('r1', '{}', LONG_AGO)
    startRun('r2', '{}', LONG_AGO + 2 * HOUR)
    await collect()
    expect([existsSync(pathOf(before)), existsSync(pathOf(since))]).toEqual([false, true])
    finishRun('r1')
    await collect()
    expect(existsSync(pathOf(since))).toBe(false)
  })

  test('an asset that is stored again in the middle of the clean-up stays', async () => {
    const media = await asset('again')
    const { database } = library
    // The store is read when the files are listed and before any is removed.
    const read: Database['read'] = (...query) => {
      setTime(pathOf(media), LONG_AGO + 1000)
      return database.read(...query)
    }
    expect(await collect({ database: { ...database, read } })).toMatchObject({
      removedFiles: 0,
      keptFiles: 1,
    })
    expect(readFileSync(pathOf(media), 'utf8')).toBe('again')
  })
})

describe('what a picture leaves', () => {
  test('is removed with it: its thumbnails, and results that cannot be used without it', async () => {
    const [gone, staying] = [await asset('gone'), await asset('kept')]
    const small = [thumbnail(gone), thumbnail(staying)]
    results().save('broken', { images: [gone, staying] })
    results().save('whole', { image: staying, text: 'a harbour' })
    library.database.write('DELETE FROM assets')
    rmSync(pathOf(gone))
    expect(await collect()).toEqual({ removedFiles: 1, removedBytes: 4, keptFiles: 2, removedResults: 1 })
    expect(small.map((path) => existsSync(path))).toEqual([false, true])
    expect(library.database.read('SELECT key FROM results')).toEqual([{ key: 'whole' }])
  })

  test('temporary files of interrupted writes are removed when they are older than an hour', async () => {
    const old = [draft('.', LONG_AGO), draft('assets/ab', LONG_AGO), draft('thumbnails/ab', LONG_AGO)]
    const young = draft('assets/cd', NOW - HOUR + 1000)
    expect(await collect()).toMatchObject({ removedFiles: 3, keptFiles: 1 })
    expect([...old, young].map((path) => existsSync(path))).toEqual([false, false, false, true])
  })
})

describe('the part of an output that has arrived', () => {
  /** What a killed process leaves in the middle of a download. */
  async function partOf(job: string): Promise<readonly string[]> {
    const folder = join(library.home, 'assets')
    const part = createAssetFolder(folder).part({ owner: job, place: 0, source: 'https://a.example/1.mp4' })
    await part.receive(Readable.from([Buffer.from('half')]), {
      from: 0,
      total: 8,
      validator: '"1"',
      sha256: null,
      mime: 'video/mp4',
    })
    const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((path) => path.includes(partNameOf(job)))
      .map((path) => join(folder, path))
    for (const path of paths) setTime(path, LONG_AGO)
    return paths
  }

  test('stays until its job is over, however long that takes', async () => {
    await addJob('j1', { state: 'completed', request: remote, output: null, cost: null })
    const paths = await partOf('j1')
    expect(await collect()).toMatchObject({ removedFiles: 0, keptFiles: 2 })
    expect(paths.map((path) => existsSync(path))).toEqual([true, true])
  })

  test('is removed if its job is over, or there is none', async () => {
    await addJob('j1', { state: 'cancelled', request: remote, charged: 'yes' })
    const paths = [...(await partOf('j1')), ...(await partOf('nobody'))]
    const sizes = paths.reduce((sum, path) => sum + statSync(path).size, 0)
    expect(await collect()).toMatchObject({ removedFiles: 4, removedBytes: sizes })
    expect(paths.filter((path) => existsSync(path))).toEqual([])
  })
})

test('a dry run counts the same and removes nothing', async () => {
  const media = await asset('gone')
  thumbnail(media)
  draft('assets/ab', LONG_AGO)
  results().save('k1', { image: { ...media, sha256: '0'.repeat(64) } })
  const before = readdirSync(library.home, { recursive: true })
  const counted = await collect({ dryRun: true })
  expect(readdirSync(library.home, { recursive: true })).toEqual(before)
  expect(library.database.read('SELECT key FROM results')).toEqual([{ key: 'k1' }])
  expect(await collect()).toEqual(counted)
  expect(counted).toEqual({ removedFiles: 3, removedBytes: 12, keptFiles: 0, removedResults: 1 })
})

test('files with foreign names are not touched', async () => {
  const others = [
    'assets/notes.txt',
    'assets/ab/readme.md',
    'assets/ab/cat.png',
    'thumbnails/ab/x.webp',
    'mine.draft',
  ]
  mkdirSync(join(library.home, 'assets', 'ab'), { recursive: true })
  mkdirSync(join(library.home, 'thumbnails', 'ab'), { recursive: true })
  for (const path of others) {
    writeFileSync(join(library.home, path), 'mine')
    setTime(join(library.home, path), LONG_AGO)
  }
  expect(await collect()).toEqual({ removedFiles: 0, removedBytes: 0, keptFiles: 0, removedResults: 0 })
  expect(others.map((path) => statSync(join(library.home, path)).size)).toEqual([4, 4, 4, 4, 4])
})

test('an empty library has nothing to clear', async () => {
  expect(await collect()).toEqual({ removedFiles: 0, removedBytes: 0, keptFiles: 0, removedResults: 0 })
})

test('if a result cannot be read nothing is removed', async () => {
  const media = await asset('kept')
  results().save('k1', { image: media })
  library.database.write('UPDATE results SET outputs = substr(outputs, 2)')
  await expect(collect()).rejects.toMatchObject({ code: 'library.broken' })
  expect(existsSync(pathOf(media))).toBe(true)
})

describe('a result that the user has deleted', () => {
  const done = (image: Media) =>
    ({ type: 'step.done', node: 'a', at: 1, outputs: { image }, reused: false, cost: null }) as const

  test('goes with its cached result, and stays while an open run needs it', async () => {
    const before = LONG_AGO - HOUR
    const [ended, needed] = [await asset('ended', before), await asset('open', before)]
    startRun('r1')
    createRuns(library.database).record('r1', done(ended))
    finishRun('r1')
    startRun('r2')
    createRuns(library.database).record('r2', done(needed))
    results().save('k1', { images: [ended] })
    createMarks(library.database).delete([ended.sha256, needed.sha256], LONG_AGO)
    expect(await collect()).toMatchObject({ removedFiles: 1, removedResults: 1 })
    expect([existsSync(pathOf(ended)), existsSync(pathOf(needed))]).toEqual([false, true])
  })

  test('stays, and is in the list again, if a job has brought the same bytes since', async () => {
    const media = await asset('paid for again', LONG_AGO - HOUR)
    createMarks(library.database).delete([media.sha256], LONG_AGO)
    const brought: JobPhase = {
      state: 'downloaded',
      request: remote,
      output: null,
      cost: 0.02,
      media: [['u', media]],
    }
    await addJob('j1', { state: 'completed', request: remote, output: null, cost: 0.02 })
    expect(createMarks(library.database).all().get(media.sha256)?.deleted).toBe(true)
    const [job] = createJobRows(library.database, () => LONG_AGO).list()
    if (job === undefined) throw new Error('It was added.')
    await createJobRows(library.database, () => LONG_AGO).save({ ...job, phase: brought })
    expect(createMarks(library.database).all().get(media.sha256)?.deleted).toBe(false)
    expect(await collect()).toMatchObject({ removedFiles: 0 })
  })

  test('stays while a workflow names it, a job may still send it, or it was put back', async () => {
    const [pinned, sent, back] = [await asset('pinned'), await asset('sent'), await asset('back')]
    await addJob('j1', { state: 'downloaded', request: remote, output: null, cost: null, media: [] })
    const files = JSON.stringify([{ at: 1, sha256: sent.sha256, ending: 'png' }])
    library.database.write('UPDATE jobs SET body_files = ?', files)
    results().save('k1', { images: [back] })
    const marks = createMarks(library.database)
    marks.delete([pinned.sha256, sent.sha256, back.sha256], LONG_AGO)
    marks.restore([back.sha256])
    expect(await collect({ keep: new Set([pinned.sha256]) })).toMatchObject({ removedFiles: 0, keptFiles: 3 })
  })
})
