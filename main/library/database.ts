import { accessSync, constants, existsSync, mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { SQLInputValue } from 'node:sqlite'
import { DatabaseSync } from 'node:sqlite'
import { pathToFileURL } from 'node:url'
import { AppError } from '#shared/errors.ts'
import { closeToOthers } from '../platform/closeToOthers.ts'
import { unwritable } from '../platform/fileError.ts'
import { checkFiles, checkPages, checkUntouched } from './checkStore.ts'
import { migrations as published } from './migrations.ts'
import { asLibraryError } from './sqlError.ts'

type Row = Readonly<Record<string, unknown>>

/** The store: SQLite in WAL mode with `synchronous=FULL`. What a call wrote is on the disk when it returns. */
export interface Database {
  readonly path: string
  /** Changes rows; returns their number. Throws `file.unwritable` or `library.broken`. */
  write(sql: string, ...values: readonly SQLInputValue[]): number
  /** The rows as SQLite returns them; callers validate them. */
  read(sql: string, ...values: readonly SQLInputValue[]): readonly Row[]
  /** All of `work` or nothing. */
  transact<T>(work: () => T): T
  close(): void
}

export interface OpenOptions {
  readonly home: string
  /** Without: read-only, beside a writer. */
  readonly writer: boolean
  readonly migrations?: readonly string[]
  /** Called with the versions after a store was migrated; a new one begins at 0. */
  readonly onMigrate?: (from: number, to: number) => void
}

const FILE = 'library.db'
/** How long a call waits for another process's transaction, in milliseconds. */
const PATIENCE = 5000
const BETWEEN_TRIES = 20

/** The path of the store in `home`, whether or not there is one. */
export const storeIn = (home: string): string => join(home, FILE)

/** Whether there is a store in `home`. */
export const hasLibrary = (home: string): boolean => existsSync(storeIn(home))

/**
 * Opens the store in `home`; a writer creates it if there is none. Migrates it first, even for a reader, because its
 * creation may have been interrupted. Throws `library.broken` when it is damaged (nothing is changed then),
 * `library.newer` when a newer version made it, `file.unwritable`.
 */
export function openDatabase(options: OpenOptions): Database {
  const until = Date.now() + PATIENCE
  for (;;)
    try {
      return openOnce(options)
    } catch (thrown) {
      // SQLite waits for others by itself, but not if two that create the same store would wait for each other.
      if (!(thrown instanceof AppError) || thrown.code !== 'library.held' || Date.now() > until) throw thrown
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, BETWEEN_TRIES)
    }
}

function openOnce({ home, writer, migrations = published, onMigrate }: OpenOptions): Database {
  const path = join(home, FILE)
  const guard = <T>(work: () => T): T => {
    try {
      return work()
    } catch (thrown) {
      throw asLibraryError(path, thrown)
    }
  }
  if (writer) makeHome(home)
  const checked = guard(() => {
    checkFiles(path, writer)
    return writer && checkUntouched(path)
  })
  const file = guard(() => (writer ? new DatabaseSync(path, { timeout: PATIENCE }) : openToRead(path)))
  try {
    guard(() => {
      // Before it has contents: the log beside it gets the same permissions.
      if (writer) closeToOthers(path, `${path}-wal`, `${path}-shm`)
      if (writer) file.exec('PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL')
      file.exec('PRAGMA foreign_keys=ON')
      if (!checked) checkPages(file)
      checkVersion(file, path, migrations)
      const before = versionOf(file)
      if (writer) migrate(file, migrations)
      if (versionOf(file) > before) onMigrate?.(before, versionOf(file))
    })
  } catch (thrown) {
    file.close()
    throw thrown
  }
  if (versionOf(file) < migrations.length) {
    file.close()
    openDatabase({ home, writer: true, migrations }).close()
    return openDatabase({ home, writer, migrations })
  }
  const statements = new Map<string, ReturnType<DatabaseSync['prepare']>>()
  const prepare = (sql: string): ReturnType<DatabaseSync['prepare']> => {
    const cached = statements.get(sql) ?? file.prepare(sql)
    statements.set(sql, cached)
    return cached
  }
  let depth = 0
  return {
    path,
    write: (sql, ...values) => guard(() => Number(prepare(sql).run(...values).changes)),
    read: (sql, ...values) => guard(() => prepare(sql).all(...values)),
    transact(work) {
      if (depth > 0) return work()
      guard(() => file.exec('BEGIN IMMEDIATE'))
      depth++
      try {
        const result = work()
        guard(() => file.exec('COMMIT'))
        return result
      } catch (thrown) {
        // A full disk may have rolled back already.
        if (file.isTransaction) file.exec('ROLLBACK')
        throw thrown
      } finally {
        depth--
      }
    },
    close: () => file.close(),
  }
}

/** Opens a store read-only, even in a folder where SQLite cannot create the log's index. */
export function openToRead(path: string): DatabaseSync {
  const file = new DatabaseSync(path, { timeout: PATIENCE, readOnly: true })
  try {
    file.prepare('PRAGMA schema_version').get()
    return file
  } catch (thrown) {
    file.close()
    // Without a log, and without a way to create one, the store is all there is to read.
    if (isWritable(dirname(path)) || existsSync(`${path}-wal`)) throw thrown
    const url = pathToFileURL(path)
    url.searchParams.set('immutable', '1')
    return new DatabaseSync(url, { readOnly: true })
  }
}

function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK)
    return true
  } catch {
    return false
  }
}

function makeHome(home: string): void {
  try {
    mkdirSync(home, { recursive: true, mode: 0o700 })
  } catch (thrown) {
    throw unwritable(home, thrown)
  }
}

const versionOf = (file: DatabaseSync): number =>
  Number(file.prepare('PRAGMA user_version').get()?.['user_version'] ?? 0)

function checkVersion(file: DatabaseSync, path: string, migrations: readonly string[]): void {
  const version = versionOf(file)
  if (version > migrations.length)
    throw new AppError('library.newer', `The library ${path} was made by a newer Patchbay. Use that one.`, {
      data: { version },
    })
}

function migrate(file: DatabaseSync, migrations: readonly string[]): void {
  for (let version = versionOf(file); version < migrations.length; version = versionOf(file)) {
    file.exec('BEGIN IMMEDIATE')
    // Another process may have done it while this one waited for its turn.
    if (versionOf(file) > version) file.exec('ROLLBACK')
    // One transaction with its version: a kill in the middle leaves the version before.
    else file.exec(`${migrations[version]}; PRAGMA user_version = ${version + 1}; COMMIT`)
  }
}
