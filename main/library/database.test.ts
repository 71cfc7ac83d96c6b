import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Database } from './database.ts'
import { hasLibrary, openDatabase } from './database.ts'

let home: string
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'patchbay-store-'))
})
afterEach(() => rmSync(home, { recursive: true, force: true }))

const open = (writer = true): Database => openDatabase({ home, writer })
const addDuration = (store: Database, milliseconds: number): number =>
  store.write(`INSERT INTO durations (account, endpoint, milliseconds) VALUES ('a', 'e', ?)`, milliseconds)
const durations = (store: Database): unknown[] =>
  store.read('SELECT milliseconds FROM durations ORDER BY id').map((row) => row['milliseconds'])

describe('a store', () => {
  test('is created if there is none, and keeps what was written', () => {
    expect(hasLibrary(home)).toBe(false)
    const first = open()
    addDuration(first, 5)
    first.close()
    expect(hasLibrary(home)).toBe(true)
    const second = open()
    expect(durations(second)).toEqual([5])
    second.close()
  })

  test('syncs each commit to the disk, through a write-ahead log', () => {
    const store = open()
    expect(store.read('PRAGMA synchronous')).toEqual([{ synchronous: 2 }])
    expect(store.read('PRAGMA journal_mode')).toEqual([{ journal_mode: 'wal' }])
    store.close()
  })

  test('can be read while another writes in it', () => {
    const writer = open()
    addDuration(writer, 1)
    const reader = open(false)
    addDuration(writer, 2)
    expect(durations(reader)).toEqual([1, 2])
    expect(() => addDuration(reader, 3)).toThrow(/may only be read/)
    reader.close()
    writer.close()
  })

  // Root may write to every folder.
  test.skipIf(process.getuid?.() === 0)('can be read in a folder that may not be written to', () => {
    const writer = open()
    addDuration(writer, 1)
    writer.close()
    chmodSync(home, 0o500)
    const reader = open(false)
    expect(durations(reader)).toEqual([1])
    reader.close()
    chmodSync(home, 0o700)
  })

  test('applies all of a transaction or nothing', () => {
    const store = open()
    expect(() =>
      store.transact(() => {
        addDuration(store, 1)
        throw new Error('in the middle')
      }),
    ).toThrow('in the middle')
    expect(durations(store)).toEqual([])
    store.close()
  })
})

describe('a migration', () => {
  test('updates an older store and keeps its rows', () => {
    const first = openDatabase({
      home,
      writer: true,
      migrations: ['CREATE TABLE t (a) STRICT'.replace('(a)', '(a INT)')],
    })
    first.write('INSERT INTO t VALUES (7)')
    first.close()
    const migrations = ['CREATE TABLE t (a INT) STRICT', 'ALTER TABLE t ADD COLUMN b INT']
    const second = openDatabase({ home, writer: true, migrations })
    expect(second.read('SELECT * FROM t')).toEqual([{ a: 7, b: null }])
    second.close()
  })

  test('that fails in the middle leaves the version before', () => {
    openDatabase({ home, writer: true, migrations: ['CREATE TABLE t (a INT)'] }).close()
    const broken = ['CREATE TABLE t (a INT)', 'CREATE TABLE u (a INT); nonsense']
    expect(() => openDatabase({ home, writer: true, migrations: broken })).toThrow(/library/)
    const again = openDatabase({ home, writer: true, migrations: ['CREATE TABLE t (a INT)'] })
    expect(again.read(`SELECT name FROM sqlite_schema WHERE type = 'table'`)).toEqual([{ name: 't' }])
    again.close()
  })

  test('that was interrupted is completed by the next process that opens the store, also by a reader', () => {
    new DatabaseSync(join(home, 'library.db')).exec('PRAGMA journal_mode=WAL')
    const reader = open(false)
    expect(durations(reader)).toEqual([])
    expect(() => addDuration(reader, 3)).toThrow(/may only be read/)
    reader.close()
  })

  test('is done once by processes that open the store at the same moment', async () => {
    const script = `
      const { DatabaseSync } = await import('node:sqlite')
      const file = new DatabaseSync(process.argv[1], { timeout: 5000 })
      file.exec('BEGIN IMMEDIATE; CREATE TABLE t (a INT); PRAGMA user_version = 1')
      process.stdout.write('begun')
      process.stdin.once('data', () => { file.exec('COMMIT'); process.exit() })`
    openDatabase({ home, writer: true, migrations: [] }).close()
    const other = spawn(process.execPath, ['--input-type=module', '-e', script, join(home, 'library.db')])
    const gone = once(other, 'exit')
    await once(other.stdout, 'data')
    // The other one finishes only after this one has found the store unchanged. It first checks whether the store is
    // too new, and then, at this store's version, what is to be done.
    let reads = 0
    const migrations = new Proxy(['CREATE TABLE t (a INT)'], {
      get(list, name) {
        if (name === 'length' && ++reads === 2) other.stdin.write('go on')
        return Reflect.get(list, name) as unknown
      },
    })
    const mine = openDatabase({ home, writer: true, migrations })
    expect(mine.read('PRAGMA user_version')).toEqual([{ user_version: 1 }])
    mine.close()
    expect(await gone).toEqual([0, null])
  })

  test('never goes back: a store of a newer version is refused and not changed', () => {
    openDatabase({
      home,
      writer: true,
      migrations: ['CREATE TABLE t (a INT)', 'CREATE TABLE u (a INT)'],
    }).close()
    expect(() => openDatabase({ home, writer: true, migrations: ['CREATE TABLE t (a INT)'] })).toThrowError(
      expect.objectContaining({ code: 'library.newer' }) as Error,
    )
  })
})

describe('a damaged store', () => {
  const file = (): string => join(home, 'library.db')

  const spoil: readonly (readonly [string, () => void])[] = [
    [
      'whose pages were overwritten',
      () => {
        const bytes = readFileSync(file())
        bytes.fill(0xa5, 4096, Math.min(bytes.length, 4096 * 6))
        writeFileSync(file(), bytes)
      },
    ],
    ['whose end was torn off', () => truncateSync(file(), 4096 + 100)],
    [
      'that is something else',
      () => writeFileSync(file(), 'no library at all, only a text of some length'.repeat(200)),
    ],
  ]

  test.each(spoil)('%s is refused by name, and not one byte of it is changed', (_, harm) => {
    const store = open()
    store.transact(() => {
      for (let row = 0; row < 2000; row++) addDuration(store, row)
    })
    store.close()
    harm()
    const before = readFileSync(file())
    expect(() => open()).toThrowError(
      expect.objectContaining({
        code: 'library.broken',
        message: expect.stringContaining(file()) as string,
      }) as Error,
    )
    expect(readFileSync(file()).equals(before)).toBe(true)
  })
})
