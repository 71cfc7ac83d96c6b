import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { z } from 'zod'
import { AppError } from '#shared/errors.ts'
import type { Clock } from '#shared/services.ts'
import { closeToOthers } from '../platform/closeToOthers.ts'
import { unwritable } from '../platform/fileError.ts'
import { asLibraryError } from './sqlError.ts'

/** The holder of a library, for the error of a waiting process. */
export const Holder = z.object({ pid: z.int(), what: z.string(), since: z.number() })
export type Holder = z.infer<typeof Holder>

export interface LibraryLock {
  release(): void
}

export interface LockOptions {
  readonly home: string
  /** What this process does with the library, in a few words. */
  readonly what: string
  /** How long to wait for another process, in milliseconds. */
  readonly wait: number
  readonly clock: Clock
}

const BETWEEN_TRIES = 50

/**
 * Acquires the write lock of a library. The lock is SQLite's own on a small file, so that the system releases it
 * however the process ends. Rejects with `library.held`, naming the holder, when it stays taken; `library.broken` or
 * `file.*` if that file cannot be used.
 */
export async function lockLibrary({ home, what, wait, clock }: LockOptions): Promise<LibraryLock> {
  const until = clock.now() + wait
  for (;;) {
    const taken = tryLock(home)
    if (taken !== null) {
      const holder = holderFile(home)
      const me: Holder = { pid: process.pid, what, since: clock.now() }
      try {
        writeFileSync(holder, JSON.stringify(me), { mode: 0o600 })
      } catch (thrown) {
        taken.close()
        throw unwritable(holder, thrown)
      }
      return {
        release() {
          rmSync(holder, { force: true })
          taken.close()
        },
      }
    }
    if (clock.now() >= until) throw heldBy(home, readHolder(home))
    await clock.sleep(BETWEEN_TRIES)
  }
}

const holderFile = (home: string): string => join(home, 'library.holder.json')

/** The process that holds the library, as far as it has recorded itself; null if none has. */
export function readHolder(home: string): Holder | null {
  try {
    const holder = Holder.parse(JSON.parse(readFileSync(holderFile(home), 'utf8')))
    // Signal 0 only checks whether the process exists: a killed one leaves its record behind.
    process.kill(holder.pid, 0)
    return holder
  } catch {
    return null
  }
}

/** The error for a process that needs the library while another one has it. */
export function heldBy(home: string, holder: Holder | null): AppError {
  const who = holder === null ? 'another process' : `process ${holder.pid} (${holder.what})`
  return new AppError(
    'library.held',
    `The library in ${home} is in use by ${who}. Try again when it has ended.`,
    {
      data: { holder },
    },
  )
}

/** An open connection that holds the lock, or null when another one does. */
function tryLock(home: string): DatabaseSync | null {
  const path = join(home, 'library.lock')
  let file: DatabaseSync | undefined
  try {
    file = new DatabaseSync(path, { timeout: 0 })
    closeToOthers(path)
    // Delete mode takes the lock on the file itself; a write-ahead log would let others in.
    file.exec('PRAGMA journal_mode=DELETE; PRAGMA locking_mode=EXCLUSIVE; BEGIN EXCLUSIVE')
    return file
  } catch (thrown) {
    file?.close()
    if (isBusy(thrown)) return null
    throw asLibraryError(path, thrown)
  }
}

const SQLITE_BUSY = 5
const SQLITE_LOCKED = 6

function isBusy(thrown: unknown): boolean {
  if (!(thrown instanceof Error) || !('errcode' in thrown)) return false
  const primary = Number(thrown.errcode) & 0xff
  return primary === SQLITE_BUSY || primary === SQLITE_LOCKED
}
