import { z } from 'zod'
import type { EngineId } from '#shared/catalogue/engineId.ts'
import { AppError } from '#shared/errors.ts'
import type { Clock, Log } from '#shared/services.ts'
import { silentLog } from '#shared/services.ts'
import type { EngineConnection, EngineDefinition, PublishedEntry } from '../../engines/engine.ts'
import { asUnitPrices } from '../engines/enginePrices.ts'
import type { ConfiguredEngines } from '../engines/configuredEngines.ts'
import type { Catalogue, CatalogueEntry } from './catalogue.ts'
import { CATALOGUE_CAPS } from './catalogue.ts'

const Named = z.object({ modelId: z.string() })

/** An entry as it is stored: its price with the time. */
function asEntry(engine: EngineDefinition, { endpoint, price }: PublishedEntry, at: number): CatalogueEntry {
  const prices = price && asUnitPrices(engine, new Map([['', price]]), at).get('')
  return { endpoint, ...(prices && { prices }) }
}

/** How many endpoints of an engine are known now, and how many of its entries were left out. */
export interface Refreshed {
  readonly stored: number
  readonly leftOut: number
}

/**
 * Fetches the catalogue of an engine, and stores it in place of the one before. Nothing is stored unless all of it has
 * come. Calls for the same engine at the same time are one. Rejects with `input.invalid` for an engine that publishes
 * none, or that this version does not have, and with `engine.*`, `egress.refused`, `file.unwritable`.
 */
export function createRefreshCatalogue({
  catalogue,
  configured,
  clock,
  log = silentLog,
}: {
  readonly catalogue: Pick<Catalogue, 'replace' | 'savePrices'>
  readonly configured: Pick<ConfiguredEngines, 'get'>
  readonly clock: Clock
  readonly log?: Log
}): (id: EngineId) => Promise<Refreshed> {
  const running = new Map<EngineId, Promise<Refreshed>>()

  async function refresh(id: EngineId): Promise<Refreshed> {
    const { definition, address, key } = configured.get(id)
    const base = address.url()
    const connection = await definition.connect({ base, token: () => key.get(base.origin), clock })
    try {
      if (connection.catalogue === undefined)
        throw new AppError('input.invalid', `${definition.title} publishes no catalogue that Patchbay reads.`)
      const entries: CatalogueEntry[] = []
      for await (const entry of connection.catalogue()) {
        entries.push(asEntry(definition, entry, clock.now()))
        // The rest would be left out anyway.
        if (entries.length > CATALOGUE_CAPS.endpoints) break
      }
      const refreshed = catalogue.replace(id, entries)
      const isPriced = entries.some(({ prices }) => prices !== undefined)
      if (!isPriced) await refreshPrices(definition, connection, key.get(base.origin), entries)
      return refreshed
    } finally {
      connection.close()
    }
  }

  /** The prices of what was fetched, if there is a key for it. */
  async function refreshPrices(
    definition: EngineDefinition,
    { prices }: EngineConnection,
    key: string | null,
    entries: readonly CatalogueEntry[],
  ): Promise<void> {
    if (prices === null || key === null) return
    const modelIds = entries.flatMap(({ endpoint }) => Named.safeParse(endpoint).data?.modelId ?? [])
    try {
      const found = await prices.unitPrices(modelIds)
      catalogue.savePrices(definition.id, asUnitPrices(definition, found, clock.now()))
    } catch (thrown) {
      // The catalogue is of use without them.
      log.warn('prices.unread', { engine: definition.id, error: thrown })
    }
  }

  return (id) => {
    const existing = running.get(id)
    if (existing !== undefined) return existing
    const started = refresh(id).finally(() => running.delete(id))
    running.set(id, started)
    return started
  }
}
