import { z } from 'zod'
import { firstEngine } from '#shared/catalogue/engineId.ts'
import type { Payer } from '../jobs/job.ts'
import type { Database } from './database.ts'

/** How long the jobs of an endpoint took, from submit to done, in milliseconds: for the polling schedule. */
export interface Durations {
  add(endpoint: string, milliseconds: number): void
  /** The latest ones, newest first. */
  latest(endpoint: string): readonly number[]
}

/** Enough to estimate a spread, few enough to follow when an endpoint gets faster or slower. */
const MAX_DURATIONS = 32

/** Its values: account, endpoint and engine. */
const OF_ENDPOINT = `account = ?1 AND endpoint = ?2 AND ifnull(engine, '${firstEngine}') = ?3`

export function createDurations(database: Database, { engine, account }: Payer): Durations {
  return {
    add(endpoint, milliseconds) {
      database.transact(() => {
        database.write(
          'INSERT INTO durations (account, engine, endpoint, milliseconds) VALUES (?, ?, ?, ?)',
          account,
          engine,
          endpoint,
          Math.max(0, Math.round(milliseconds)),
        )
        database.write(
          `DELETE FROM durations WHERE ${OF_ENDPOINT} AND id NOT IN
             (SELECT id FROM durations WHERE ${OF_ENDPOINT} ORDER BY id DESC LIMIT ${MAX_DURATIONS})`,
          account,
          endpoint,
          engine,
        )
      })
    },
    latest(endpoint) {
      const rows = database.read(
        `SELECT milliseconds FROM durations WHERE ${OF_ENDPOINT} ORDER BY id DESC`,
        account,
        endpoint,
        engine,
      )
      return rows.map((row) => z.number().parse(row['milliseconds']))
    },
  }
}
