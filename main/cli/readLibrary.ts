import type { Database } from '../services/library/database.ts'
import { hasLibrary, openDatabase } from '../services/library/database.ts'

/** Reads in the library beside whoever writes in it. Where there is none yet, an empty one is read. */
export function readLibrary<T>(home: string, read: (database: Database) => T): T {
  const database = openDatabase({ home, writer: !hasLibrary(home) })
  try {
    return read(database)
  } finally {
    database.close()
  }
}
