import { z } from 'zod'
import type { Database } from '../database.ts'

/** The share of free pages from which on a store is written again without them. */
const MIN_FREE = 0.2

/**
 * Gives the free pages of a store back to the disk, if they are many: SQLite only uses them again. A kill leaves the
 * store as it was or as it becomes. Throws `file.unwritable` without room for a second store.
 */
export function shrinkStore(database: Database): void {
  const count = (pragma: string): number =>
    z.number().parse(Object.values(database.read(`PRAGMA ${pragma}`)[0] ?? {})[0])
  if (count('freelist_count') < MIN_FREE * count('page_count')) return
  database.write('VACUUM')
  // What was written stands in the log until then.
  database.read('PRAGMA wal_checkpoint(TRUNCATE)')
}
