import { z } from 'zod'
import type { Database } from './database.ts'

/** How long the jobs of an endpoint took, from submit to done, in milliseconds: for the polling schedule. */
export interface Durations {
  add(endpoint: string, milliseconds: number): void
  /** The latest ones, newest first. */
  latest(endpoint: string): readonly number[]
}

/** Enough to estimate a spread, few enough to follow when an endpoint gets faster or slower. */
const MAX_DURATIONS = 32

export function createDurations(database: Database, account: string): Durations {
  return {
    add(endpoint, milliseconds) {
      database.transact(() => {
        database.write(
          'INSERT INTO durations (account, endpoint, milliseconds) VALUES (?, ?, ?)',
          account,
          endpoint,
          Math.max(0, Math.round(milliseconds)),
        )
        database.write(
          `DELETE FROM durations WHERE account = ? AND endpoint = ? AND id NOT IN
             (SELECT id FROM durations WHERE account = ? AND endpoint = ? ORDER BY id DESC LIMIT ${MAX_DURATIONS})`,
          account,
          endpoint,
          account,
          endpoint,
        )
      })
    },
    latest(endpoint) {
      const rows = database.read(
        'SELECT milliseconds FROM durations WHERE account = ? AND endpoint = ? ORDER BY id DESC',
        account,
        endpoint,
      )
      return rows.map((row) => z.number().parse(row['milliseconds']))
    },
  }
}
