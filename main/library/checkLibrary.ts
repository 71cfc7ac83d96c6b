import { statSync } from 'node:fs'
import { join } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'
import type { ErrorCode } from '#shared/errors.ts'
import { toAppError } from '#shared/errors.ts'
import { checkFiles } from './checkStore.ts'
import { hasLibrary, openToRead } from './database.ts'
import { readHolder } from './lock.ts'
import { migrations } from './migrations.ts'
import { asLibraryError } from './sqlError.ts'

/** The state of a library's store, determined read-only. */
export type LibraryVerdict =
  | { readonly state: 'none' }
  | { readonly state: 'wrong'; readonly code: ErrorCode; readonly bytes: number }
  | {
      readonly state: 'sound'
      readonly bytes: number
      /** The version of its tables; `newest` is the one of this program. An older one is migrated when it is opened. */
      readonly version: number
      readonly newest: number
      readonly runs: number
      /** How many jobs there are, by state. */
      readonly jobs: Readonly<Record<string, number>>
    }

/** Checks all of a library's store, even while another process writes in it. Never throws. */
export function checkLibrary(home: string): LibraryVerdict {
  if (!hasLibrary(home)) return { state: 'none' }
  const path = join(home, 'library.db')
  const bytes = statSync(path, { throwIfNoEntry: false })?.size ?? 0
  try {
    checkFiles(path, readHolder(home) === null)
    const file = openToRead(path)
    try {
      return { state: 'sound', bytes, ...factsOf(file) }
    } finally {
      file.close()
    }
  } catch (thrown) {
    return { state: 'wrong', code: toAppError(asLibraryError(path, thrown)).code, bytes }
  }
}

const CORRUPT = 11

function factsOf(file: DatabaseSync) {
  const first = (sql: string): unknown => Object.values(file.prepare(sql).get() ?? {})[0]
  const verdict = first('PRAGMA integrity_check(1)')
  if (verdict !== 'ok')
    throw Object.assign(new Error(`integrity_check: ${String(verdict)}`), { errcode: CORRUPT })
  const states = file.prepare('SELECT state, count(*) AS number FROM jobs GROUP BY state').all()
  return {
    version: Number(first('PRAGMA user_version')),
    newest: migrations.length,
    runs: Number(first('SELECT count(*) FROM runs')),
    jobs: Object.fromEntries(states.map(({ state, number }) => [String(state), Number(number)])),
  }
}
