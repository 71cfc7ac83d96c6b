import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach } from 'vitest'
import type { Database } from './database.ts'
import { openDatabase } from './database.ts'

/** A library of its own for each test of a file, in a temporary folder. */
export interface TestLibrary {
  readonly home: string
  readonly database: Database
  /** Closes the store and opens it again, as another process would. */
  restart(): Database
}

export function testLibrary(): TestLibrary {
  let home = ''
  let database: Database
  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), 'patchbay-library-'))
    database = openDatabase({ home, writer: true })
  })
  afterEach(() => {
    database.close()
    rmSync(home, { recursive: true, force: true })
  })
  return {
    get home() {
      return home
    },
    get database() {
      return database
    },
    restart() {
      database.close()
      database = openDatabase({ home, writer: true })
      return database
    },
  }
}
