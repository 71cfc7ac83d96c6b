import { existsSync, readFileSync, statSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { AppError } from '#shared/errors.ts'
import { readHeader } from './sqlite/header.ts'
import type { Log } from './sqlite/log.ts'
import { lostTransactions, readLog } from './sqlite/log.ts'

/** A machine that lost its power can have truncated the last transaction; anything else is damage. */
const CUT_OFF = 1

/**
 * Finds damage in a store before it is opened, because SQLite would repair it by discarding data: a log whose store is
 * gone, and everything in a log behind a damaged place. Throws `library.broken`. With `alone`, when nobody else writes
 * in it, the log is read too.
 */
export function checkFiles(path: string, alone: boolean): void {
  const log = sizeOf(`${path}-wal`)
  if (log === 0) {
    if (alone) checkEnd(path, null)
    return
  }
  if (sizeOf(path) === 0) throw broken(path, 'it is gone, and only its log (library.db-wal) is left')
  if (!alone) return
  const bytes = readAll(`${path}-wal`)
  const read = bytes === null ? null : readLog(bytes)
  checkEnd(path, read)
  if (read === null || lostTransactions(read) <= CUT_OFF) return
  // Read twice: if it were being written at this moment, the two would differ.
  if (bytes?.equals(readAll(`${path}-wal`) ?? Buffer.alloc(0)) === true)
    throw broken(path, 'its log (library.db-wal) is damaged')
}

/** Throws if pages at the end of a store are missing and in no log: SQLite reports it only when it reads them. */
function checkEnd(path: string, log: Log | null): void {
  // A journal means that the store was being created: it will be rolled back.
  const header = existsSync(`${path}-journal`) ? null : readHeader(path)
  if (header === null) return
  const { pages, pageSize } = header
  const inLog = new Set(log?.frames.slice(0, log.sound).map(({ page }) => page))
  for (let page = Math.floor(sizeOf(path) / pageSize) + 1; page <= pages; page++)
    if (!inLog.has(page)) throw broken(path, 'its end is torn off')
}

/** Null if it is gone by now, or cannot be read: then SQLite reports it. */
function readAll(path: string): Buffer | null {
  try {
    return readFileSync(path)
  } catch {
    return null
  }
}

/**
 * Lets SQLite check a store without a way to change it: a connection that can write empties the log when it closes,
 * even that of a damaged store. False if it cannot be checked that way. Throws SQLite's error for damage.
 */
export function checkUntouched(path: string): boolean {
  // A journal means that the store was being created: the next writer rolls it back.
  if (sizeOf(path) === 0 || existsSync(`${path}-journal`)) return false
  let file: DatabaseSync | undefined
  try {
    file = new DatabaseSync(path, { readOnly: true, timeout: PATIENCE })
    checkPages(file)
    return true
  } catch (thrown) {
    // Other problems (a log that cannot be read without writing) are reported to the next writer.
    if (isDamage(thrown)) throw thrown
    return false
  } finally {
    file?.close()
  }
}

/** Throws as SQLite does for a damaged store. */
export function checkPages(file: DatabaseSync): void {
  const [row] = file.prepare('PRAGMA quick_check(1)').all()
  const verdict = Object.values(row ?? {})[0]
  if (verdict !== 'ok')
    throw Object.assign(new Error(`quick_check: ${String(verdict)}`), { errcode: CORRUPT })
}

const CORRUPT = 11
const NO_STORE = 26
/** How long to wait for another process's transaction, in milliseconds. */
const PATIENCE = 5000

const isDamage = (thrown: unknown): boolean =>
  thrown instanceof Error &&
  'errcode' in thrown &&
  [CORRUPT, NO_STORE].includes(Number(thrown.errcode) & 0xff)

/** Bytes of a file; empty if there is not a file. */
const sizeOf = (path: string): number => statSync(path, { throwIfNoEntry: false })?.size ?? 0

const broken = (path: string, message: string): AppError =>
  new AppError('library.broken', `The library ${path} cannot be used: ${message}.`, { data: { path } })
