import type { Database } from '../../library/database.ts'
import { hasLibrary, openDatabase } from '../../library/database.ts'

/** Reads in the library beside whoever writes in it. Where there is none yet, an empty one is read. */
export function readLibrary<T>(home: string, read: (database: Database) => T): T {
  const database = openDatabase({ home, writer: !hasLibrary(home) })
  try {
    return read(database)
  } finally {
    database.close()
  }
}

/** The same for what takes its time. */
export async function readLibraryAsync<T>(
  home: string,
  read: (database: Database) => Promise<T>,
): Promise<T> {
  const database = openDatabase({ home, writer: !hasLibrary(home) })
  try {
    return await read(database)
  } finally {
    database.close()
  }
}
