import type { Input, Output } from '#shared/api/contract.ts'
import type { LooseType } from '#shared/api/catalogueRequests.ts'
import { fitDistance } from '#shared/nodes/fittingTypes.ts'
import { summarisePorts } from '#shared/nodes/portSummary.ts'
import type { Registry, TypeSummary } from '#shared/nodes/registry.ts'
import { weakMemo } from '#shared/weakMemo.ts'
import type { TypeSearch } from './rankTypes.ts'
import { createTypeSearch } from './rankTypes.ts'
import type { Announcer } from '../events/announcer.ts'
import type { Catalogue } from './catalogue.ts'

const searchOf = weakMemo((registry: Registry): TypeSearch => createTypeSearch(registry.summaries()))

/** By the type of a loose cable: how far each node type that it can be connected to is from it. */
const fittingIn = weakMemo((registry: Registry) => {
  const found = new Map<string, ReadonlyMap<string, number>>()
  return ({ kind, list, side }: LooseType): ReadonlyMap<string, number> => {
    const key = `${kind} ${list} ${side}`
    const known = found.get(key)
    if (known !== undefined) return known
    const distances = new Map<string, number>()
    for (const { type } of registry.summaries()) {
      const shape = registry.shape(type)
      const distance = shape === undefined ? null : fitDistance(shape, { kind, list }, side)
      if (distance !== null) distances.set(type, distance)
    }
    found.set(key, distances)
    return distances
  }
})

/** What is prepared for it is kept for as long as the registry is. */
function searchCatalogue(
  registry: Registry,
  { query, engine = null, category = null, fits = null, offset = 0, limit }: Input<'catalogue.search'>,
): Output<'catalogue.search'> {
  const fitting = fits === null ? null : fittingIn(registry)(fits)
  const found = searchOf(registry).rank(
    query,
    (type) =>
      (engine === null || type.type.startsWith(`${engine}/`)) &&
      (category === null || type.category === category) &&
      (fitting === null || fitting.has(type.type)),
  )
  // Without words nothing is better than another, except that it fits better.
  const ranked =
    fitting === null || query.trim() !== ''
      ? found
      : found.toSorted((one, other) => (fitting.get(one.type) ?? 0) - (fitting.get(other.type) ?? 0))
  return {
    version: registry.version,
    types: ranked.slice(offset, offset + limit).map((type) => shown(registry, type)),
    total: ranked.length,
    explanation: searchOf(registry).explain(query),
  }
}

/** As much help as a list shows. */
const MAX_HELP = 500

function shown(registry: Registry, summary: TypeSummary): Output<'catalogue.search'>['types'][number] {
  const { type, title, model, category, help, where } = summary
  const { takes, gives } = summarisePorts(registry, summary)
  return {
    type,
    title,
    ...(model !== undefined && { model }),
    category,
    help: help.slice(0, MAX_HELP),
    where,
    takes: [...takes],
    gives: [...gives],
  }
}

const getFromCatalogue = (
  registry: Registry,
  { types }: Input<'catalogue.get'>,
): Output<'catalogue.get'> => ({
  version: registry.version,
  endpoints: [...new Set(types)].flatMap((type) => registry.published(type) ?? []),
})

/** The requests about node types, and the events when they, or their prices, change. `close` ends it. */
export function serveCatalogue(
  { registry, subscribe, subscribeToPrices }: Catalogue,
  { announce }: Pick<Announcer, 'announce'>,
) {
  const stop = subscribe((version) => announce({ type: 'catalogue.changed', version }))
  const stopPrices = subscribeToPrices(() => announce({ type: 'prices.changed' }))
  return {
    handlers: {
      'catalogue.search': (input: Input<'catalogue.search'>): Output<'catalogue.search'> =>
        searchCatalogue(registry(), input),
      'catalogue.get': (input: Input<'catalogue.get'>): Output<'catalogue.get'> =>
        getFromCatalogue(registry(), input),
    },
    close() {
      stop()
      stopPrices()
    },
  }
}
