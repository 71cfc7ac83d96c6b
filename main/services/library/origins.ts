import { z } from 'zod'
import type { Origin } from '#shared/services.ts'
import type { Database } from './database.ts'

/** Where each asset came from. The first origin stays: the same bytes made once more tell no other story. */
export interface Origins {
  set(sha256: string, origin: Origin): void
  get(sha256: string): Origin | undefined
}

export function createOrigins(database: Database, now: () => number): Origins {
  return {
    set(sha256, origin) {
      // A job's address is what can be passed on: a newer one, which lives longer, takes the place of an older.
      const verb = origin.from === 'job' ? 'REPLACE' : 'IGNORE'
      database.write(
        `INSERT OR ${verb} INTO assets (sha256, origin, added_at) VALUES (?, ?, ?)`,
        sha256,
        JSON.stringify(origin),
        now(),
      )
    },
    get(sha256) {
      const [row] = database.read('SELECT origin FROM assets WHERE sha256 = ?', sha256)
      // The cast is sound: `set` wrote it.
      return row === undefined ? undefined : (JSON.parse(z.string().parse(row['origin'])) as Origin)
    },
  }
}
