import { existsSync } from 'node:fs'
import { homeFolder } from '../../platform/home.ts'
import { endpointType } from '#shared/endpoint/endpointType.ts'
import type { Registry } from '#shared/nodes/registry.ts'
import { UnitPrice } from '#shared/pricing/unitPrice.ts'
import type { CachedEndpoint } from '../../library/cachedCatalogue.ts'
import { listCached, listPrices } from '../../library/cachedCatalogue.ts'
import type { Database } from '../../library/database.ts'
import { openToRead, storeIn } from '../../library/database.ts'
import type { CatalogueOptions } from './catalogue.ts'
import { readRegistry } from './catalogue.ts'

export interface OpenRegistryOptions extends Pick<CatalogueOptions, 'types' | 'endpoints' | 'log'> {
  readonly env: Readonly<NodeJS.ProcessEnv>
}

/**
 * The node types that a host of the library in `PATCHBAY_HOME` has, for a command that checks or shows a file,
 * whichever process holds the library. Changes nothing. If the stored catalogue cannot be read, what comes with the product.
 */
export function openRegistry({ env, types, endpoints, log }: OpenRegistryOptions): Registry {
  const list = (): readonly CachedEndpoint[] => readCatalogue({ env, log }, listCached)
  return readRegistry({ types, endpoints, log, cached: { list } })
}

/** The stored prices of node types, in the same way. */
export function openPrices(
  options: Pick<OpenRegistryOptions, 'env' | 'log'>,
): ReadonlyMap<string, UnitPrice> {
  const rows = readCatalogue(options, listPrices).flatMap(({ engine, modelId, prices }) => {
    const { data } = UnitPrice.safeParse(prices)
    return data === undefined ? [] : [[endpointType({ engine, modelId }), data] as const]
  })
  return new Map(rows)
}

/** Rows of the stored catalogue, without opening the library. */
function readCatalogue<T>(
  { env, log }: Pick<OpenRegistryOptions, 'env' | 'log'>,
  read: (database: Pick<Database, 'read'>) => readonly T[],
): readonly T[] {
  const path = storeIn(homeFolder(env))
  if (!existsSync(path)) return []
  try {
    const file = openToRead(path)
    try {
      const [table] = file.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'catalogue'").all()
      return table === undefined ? [] : read({ read: (sql) => file.prepare(sql).all() })
    } finally {
      file.close()
    }
  } catch (thrown) {
    log.warn('catalogue.unread', { error: thrown })
    return []
  }
}
