import { mkdirSync, readFileSync, readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, test } from 'vitest'
import { AppError } from '#shared/errors.ts'
import { openDatabase } from './database.ts'
import { openWriter } from './openWriter.ts'
import { saveCopy } from './salvage.ts'
import type { FilledStore } from './testing/storeFixture.ts'
import { fillStore, flip, newHome, requestIdOf, spoil } from './testing/storeFixture.ts'
import { readLog } from './sqlite/log.ts'

const NOW = Date.UTC(2026, 6, 31, 10, 15, 2)
const JOBS = 60

/** A store with a page overwritten that its log has no newer version of. */
function brokenStore(): FilledStore {
  const store = fillStore(JOBS)
  const newer = new Set(readLog(readFileSync(`${store.file}-wal`))?.frames.map(({ page }) => page))
  const bytes = readFileSync(store.file)
  const pages = Array.from({ length: bytes.length / 4096 }, (_, index) => index + 1)
  const leaf = pages.find((page) => !newer.has(page) && bytes[(page - 1) * 4096] === 13) ?? 0
  spoil(store.file, (leaf - 1) * 4096, 4096)
  return store
}

/** A store with its log checkpointed, so that nothing covers the damage. */
function withoutLog({ file }: FilledStore): string {
  const database = new DatabaseSync(file)
  database.exec('PRAGMA wal_checkpoint(TRUNCATE)')
  database.close()
  return file
}

/** Every file of a folder, by its name. */
const filesOf = (folder: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ name, parentPath }) => [name, readFileSync(join(parentPath, name), 'latin1')]),
  )

const lines = (path: string): readonly unknown[] =>
  readFileSync(path, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line): unknown => JSON.parse(line))

/** The error that `work` throws. */
function thrownBy(work: () => unknown): AppError {
  try {
    work()
  } catch (thrown) {
    if (thrown instanceof AppError) return thrown
    throw thrown
  }
  throw new Error('nothing was thrown')
}

describe('the salvage of a broken store', () => {
  test('is in a folder with the time in UTC in its name: its files byte for byte, its rows, its request ids', () => {
    const { home } = brokenStore()
    const before = filesOf(home)
    const { folder, rows, requestIds } = saveCopy(home, NOW)
    expect(folder).toMatch(/broken-2026-07-31T10-15-02Z-[0-9a-f]{12}$/)
    const saved = filesOf(folder)
    expect({ store: saved['library.db'], log: saved['library.db-wal'] }).toEqual({
      store: before['library.db'],
      log: before['library.db-wal'],
    })
    expect(requestIds).toBe(JOBS)
    expect(readFileSync(join(folder, 'request-ids.txt'), 'utf8').trim().split('\n')).toEqual(
      Array.from({ length: JOBS }, (_, job) => requestIdOf(job)),
    )
    const written = Object.keys(saved).filter((name) => name.endsWith('.jsonl'))
    expect(written.toSorted()).toEqual([
      'assets.jsonl',
      'durations.jsonl',
      'jobs.jsonl',
      'results.jsonl',
      'runs.jsonl',
      'steps.jsonl',
    ])
    expect(rows).toBe(written.reduce((sum, name) => sum + lines(join(folder, name)).length, 0))
  })

  test('leaves the store as it is', () => {
    const { home } = brokenStore()
    const before = filesOf(home)
    const { folder } = saveCopy(home, NOW)
    rmSync(folder, { recursive: true })
    expect(filesOf(home)).toEqual(before)
  })

  test('has a job as a line of JSON, its body in base64', () => {
    const { home, rows } = fillStore(2)
    const { folder } = saveCopy(home, NOW)
    const expected = rows['jobs']?.map((row) => ({
      ...row,
      body: Buffer.from(row['body'] as Uint8Array).toString('base64'),
    }))
    expect(lines(join(folder, 'jobs.jsonl'))).toEqual(expected)
  })

  test('is saved once for the same damage, and again for another', () => {
    const { home, file } = brokenStore()
    const first = saveCopy(home, NOW)
    expect(saveCopy(home, NOW + 60_000)).toEqual(first)
    flip(file, 5000)
    const second = saveCopy(home, NOW)
    expect(second.folder).not.toBe(first.folder)
    expect(readdirSync(home).filter((name) => name.startsWith('broken-'))).toHaveLength(2)
  })

  test('leaves no folder at all if it cannot be written completely', () => {
    const { home } = brokenStore()
    rmSync(join(home, 'library.db-wal'))
    mkdirSync(join(home, 'library.db-wal'))
    expect(thrownBy(() => saveCopy(home, NOW)).code).toBe('file.unwritable')
    expect(readdirSync(home).toSorted()).toEqual(['library.db', 'library.db-wal'])
  })
})

describe('whatever the damage of a store', () => {
  const harms: readonly (readonly [string, (store: FilledStore) => void, least: number])[] = [
    ['its header overwritten', (store) => spoil(withoutLog(store), 0, 100), JOBS],
    ['its first page overwritten', (store) => spoil(withoutLog(store), 0, 4096), JOBS],
    ['its end torn off', ({ file }) => truncateSync(file, 10 * 4096 + 77), JOBS / 2],
    ['its file gone and the log left', ({ file }) => rmSync(file), JOBS / 2],
    ['its file emptied', ({ file }) => truncateSync(file, 0), JOBS / 2],
    ['a byte of its log flipped', ({ file }) => flip(`${file}-wal`, 32 + 4 * 4120 + 1000), JOBS],
    ['the header of its log overwritten', ({ file }) => spoil(`${file}-wal`, 0, 32), JOBS],
    [
      'something else in its place',
      ({ file }) => writeFileSync(file, 'no library at all'.repeat(900)),
      JOBS / 2,
    ],
  ]

  test.each(harms)(
    '%s: it is refused unchanged, and the error says where the rest was saved',
    (_, harm, min) => {
      const store = fillStore(JOBS)
      harm(store)
      const before = filesOf(store.home)
      const error = thrownBy(() => openWriter({ home: store.home, now: () => NOW }))
      expect(error.code).toBe('library.broken')
      const folder = readdirSync(store.home).find((name) => name.startsWith('broken-')) ?? ''
      expect(error.message).toContain(`cannot be used: `)
      expect(error.message).toContain(join(store.home, folder))
      expect(error.message).toContain(
        `move library.db, library.db-wal and library.db-shm out of ${store.home}`,
      )
      const ids = readFileSync(join(store.home, folder, 'request-ids.txt'), 'utf8')
        .trim()
        .split('\n')
      expect(ids.length).toBeGreaterThanOrEqual(min)
      expect(error.data).toMatchObject({ folder: join(store.home, folder), requestIds: ids.length })
      const { 'library.db-shm': _scratch, ...after } = filesOf(store.home)
      expect({ store: after['library.db'], log: after['library.db-wal'] }).toEqual({
        store: before['library.db'],
        log: before['library.db-wal'],
      })
    },
  )

  test('asked twice, the error is the same', () => {
    const { home } = brokenStore()
    const open = (): unknown => openWriter({ home, now: () => NOW })
    expect(thrownBy(open).message).toBe(thrownBy(open).message)
  })

  test('if its rest cannot be saved, it is refused with the same code, and the error says so', () => {
    const { home, file } = brokenStore()
    spoil(file, 0, 4096)
    rmSync(join(home, 'library.db-wal'))
    const shm = join(home, 'library.db-shm')
    rmSync(shm, { force: true })
    mkdirSync(shm)
    const error = thrownBy(() => openWriter({ home, now: () => NOW }))
    expect(error.code).toBe('library.broken')
    expect(error.message).toContain('no copy could be saved')
  })

  test('once its files are moved away, a new one is created', () => {
    const { home, file } = brokenStore()
    thrownBy(() => openWriter({ home, now: () => NOW }))
    for (const end of ['', '-wal', '-shm']) rmSync(`${file}${end}`, { force: true })
    const database = openWriter({ home, now: () => NOW })
    expect(database.read('SELECT * FROM jobs')).toEqual([])
    database.close()
  })
})

test.each<[string, (file: string) => void]>([
  ['gone', (file) => rmSync(file)],
  ['empty', (file) => truncateSync(file, 0)],
])('a reader leaves the log of a store that is %s where it is', (_, harm) => {
  const { home, file } = fillStore(JOBS)
  const log = readFileSync(`${file}-wal`)
  harm(file)
  expect(thrownBy(() => openDatabase({ home, writer: false })).code).toBe('library.broken')
  expect(readFileSync(`${file}-wal`).equals(log)).toBe(true)
})

test('an intact store is opened, with what a kill left in its log', () => {
  const { home, rows } = fillStore(JOBS)
  const database = openWriter({ home, now: () => NOW })
  expect(database.read('SELECT * FROM jobs')).toEqual(rows['jobs'])
  database.close()
  expect(readdirSync(home)).toEqual(['library.db'])
})

test('a folder that cannot be created is reported as such', () => {
  const home = newHome()
  writeFileSync(join(home, 'file'), '')
  expect(thrownBy(() => openWriter({ home: join(home, 'file'), now: () => NOW })).code).toBe(
    'file.unwritable',
  )
})
