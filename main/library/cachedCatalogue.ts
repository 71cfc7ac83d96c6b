import { z } from 'zod'
import type { Json } from '#shared/ports/value.ts'
import type { Database } from './database.ts'

/** An endpoint of an engine's catalogue as it is stored. Its schema stays text until it is needed. */
export const CachedEndpoint = z.object({
  engine: z.string(),
  modelId: z.string(),
  title: z.string(),
  category: z.string(),
  keywords: z.array(z.string()),
  help: z.string(),
  /** The digest of `endpoint`. */
  sha256: z.string(),
  /** JSON. */
  endpoint: z.string(),
  /** JSON: the kinds of its ports. */
  ports: z.string(),
})
export type CachedEndpoint = z.infer<typeof CachedEndpoint>

/** An endpoint to be stored, with what its engine says about its price. */
export interface EndpointToCache extends CachedEndpoint {
  readonly prices: Json | undefined
}

/** The price of an endpoint, and the row to add for one that has none. */
export interface PriceToCache {
  readonly modelId: string
  readonly prices: Json
  readonly row: CachedEndpoint | null
}

/** The catalogues that engines have published, as of the last time they were fetched. */
export interface CachedCatalogue {
  /** In the order of engines and model ids. An unreadable row is left out: it is fetched again. */
  list(): readonly CachedEndpoint[]
  /** What the engine says about the price of an endpoint; null if nothing. */
  prices(engine: string, modelId: string): Json | null
  /** Stores what the engine says about prices: of an endpoint that is not stored yet, with its row. */
  savePrices(engine: string, prices: readonly PriceToCache[]): void
  /** When the catalogue of an engine was fetched, in wall-clock milliseconds; null if never. */
  fetchedAt(engine: string): number | null
  /**
   * Replaces all of an engine's entries, or none. Each model id occurs once. An entry without prices keeps those that
   * were stored of it.
   */
  replace(engine: string, endpoints: readonly EndpointToCache[], fetchedAt: number): void
}

/** Of a row that is there for its price alone. */
const NEVER = 0

const Keywords = z.array(z.string())

/** Every stored price: what the engine says, by its name and the model. */
export const listPrices = (
  database: Pick<Database, 'read'>,
): readonly { readonly engine: string; readonly modelId: string; readonly prices: unknown }[] =>
  database.read('SELECT engine, model_id, prices FROM catalogue WHERE prices IS NOT NULL').map((row) => ({
    engine: String(row['engine']),
    modelId: String(row['model_id']),
    prices: parsed(row['prices']),
  }))

/** As `list` of a `CachedCatalogue`. */
export const listCached = (database: Pick<Database, 'read'>): readonly CachedEndpoint[] =>
  database
    .read(
      `SELECT engine, model_id AS modelId, title, category, keywords, help, sha256, endpoint, ports FROM catalogue
       ORDER BY engine, model_id`,
    )
    .flatMap((row) => {
      const read = CachedEndpoint.safeParse({ ...row, keywords: parsed(row['keywords']) })
      return read.success ? [read.data] : []
    })

/** Throws as the database does. */
export function createCachedCatalogue(database: Database): CachedCatalogue {
  return {
    list: () => listCached(database),
    prices(engine, modelId) {
      const [row] = database.read(
        'SELECT prices FROM catalogue WHERE engine = ? AND model_id = ?',
        engine,
        modelId,
      )
      return z
        .json()
        .nullable()
        .catch(null)
        .parse(parsed(row?.['prices']) ?? null)
    },
    fetchedAt(engine) {
      const [row] = database.read(
        'SELECT max(fetched_at) AS at FROM catalogue WHERE engine = ? AND fetched_at > ?',
        engine,
        NEVER,
      )
      return z
        .number()
        .nullable()
        .parse(row?.['at'] ?? null)
    },
    savePrices(engine, prices) {
      database.transact(() => {
        for (const { modelId, prices: said, row } of prices) {
          const text = JSON.stringify(said)
          const key = [engine, modelId] as const
          const [stored] = database.read('SELECT 1 FROM catalogue WHERE engine = ? AND model_id = ?', ...key)
          if (stored !== undefined)
            database.write('UPDATE catalogue SET prices = ? WHERE engine = ? AND model_id = ?', text, ...key)
          else if (row !== null) insert(database, engine, row, text, NEVER)
        }
      })
    },
    replace(engine, endpoints, fetchedAt) {
      database.transact(() => {
        const before = database.read('SELECT model_id, prices FROM catalogue WHERE engine = ?', engine)
        const prices = new Map(before.map((row) => [row['model_id'], row['prices']]))
        database.write('DELETE FROM catalogue WHERE engine = ?', engine)
        for (const one of endpoints) {
          const stored = prices.get(one.modelId)
          const own =
            one.prices === undefined
              ? typeof stored === 'string'
                ? stored
                : null
              : JSON.stringify(one.prices)
          insert(database, engine, one, own, fetchedAt)
        }
      })
    },
  }
}

function insert(
  database: Pick<Database, 'write'>,
  engine: string,
  row: CachedEndpoint,
  prices: string | null,
  at: number,
): void {
  database.write(
    `INSERT INTO catalogue (engine, model_id, title, category, keywords, help, sha256, endpoint, ports,
       prices, fetched_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    engine,
    row.modelId,
    row.title,
    row.category,
    JSON.stringify(Keywords.parse(row.keywords)),
    row.help,
    row.sha256,
    row.endpoint,
    row.ports,
    prices,
    at,
  )
}

function parsed(column: unknown): unknown {
  if (typeof column !== 'string') return undefined
  try {
    return JSON.parse(column)
  } catch (thrown) {
    // A cache: what is not as it was written is fetched again.
    if (!(thrown instanceof SyntaxError)) throw thrown
    return undefined
  }
}
