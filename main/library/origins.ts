import type { Origin } from '#shared/services.ts'
import type { Origins } from '../assets/origins.ts'
import { replaces } from '../assets/origins.ts'
import type { Database } from './database.ts'
import { parseStoredJson } from './storedJson.ts'

/** Origins across restarts. Throws as the database does. */
export function createOrigins(database: Database, now: () => number): Origins {
  const get = (sha256: string): Origin | undefined => {
    const [row] = database.read('SELECT origin FROM assets WHERE sha256 = ?', sha256)
    // The cast is sound: `set` wrote it.
    return row === undefined ? undefined : (parseStoredJson(row['origin'], `the asset ${sha256}`) as Origin)
  }
  return {
    get,
    set(sha256, origin) {
      if (!replaces(origin, get(sha256))) return
      database.write(
        'INSERT OR REPLACE INTO assets (sha256, origin, added_at) VALUES (?, ?, ?)',
        sha256,
        JSON.stringify(origin),
        now(),
      )
    },
  }
}
