import type { EngineId } from '#shared/catalogue/engineId.ts'
import { AppError } from '#shared/errors.ts'
import type { Clock } from '#shared/services.ts'
import type { ConfiguredEngines } from '../engines/configuredEngines.ts'
import type { Catalogue, CatalogueEntry } from './catalogue.ts'
import { CATALOGUE_CAPS } from './catalogue.ts'

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
}: {
  readonly catalogue: Pick<Catalogue, 'replace'>
  readonly configured: Pick<ConfiguredEngines, 'get'>
  readonly clock: Clock
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
        entries.push(entry)
        // The rest would be left out anyway.
        if (entries.length > CATALOGUE_CAPS.endpoints) break
      }
      return catalogue.replace(id, entries)
    } finally {
      connection.close()
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
