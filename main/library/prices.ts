import { z } from 'zod'
import { firstEngine } from '#shared/catalogue/engineId.ts'
import type { Payer } from '../jobs/job.ts'
import type { Database } from './database.ts'

/** The recent costs of an endpoint's jobs, in US dollars. */
export interface Prices {
  /** The median of the latest; null if none has been reported. */
  usual(endpoint: string): number | null
}

/** Enough to ignore an outlier, few enough to follow a change of prices. */
const LATEST = 9

export function createPrices(database: Database, { engine, account }: Payer): Prices {
  return {
    usual(endpoint) {
      const rows = database.read(
        `SELECT cost FROM jobs WHERE account = ? AND endpoint = ? AND ifnull(engine, '${firstEngine}') = ? AND state = 'downloaded' 
           AND cost IS NOT NULL ORDER BY rowid DESC LIMIT ${LATEST}`,
        account,
        endpoint,
        engine,
      )
      const costs = rows.map((row) => z.number().parse(row['cost'])).toSorted((a, b) => a - b)
      return costs[Math.floor(costs.length / 2)] ?? null
    },
  }
}
