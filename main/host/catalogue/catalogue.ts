import { hash } from 'node:crypto'
import type { Endpoint, PublishedEndpoint } from '#shared/catalogue/endpoint.ts'
import { publishedType } from '#shared/catalogue/publishedType.ts'
import { readEndpoint } from '#shared/catalogue/readEndpoint.ts'
import { endpointType } from '#shared/endpoint/endpointType.ts'
import { endpointNode } from '#shared/endpoint/endpointNode.ts'
import type { NodeType } from '#shared/nodes/defineNode.ts'
import { shapeOf, TypeShape } from '#shared/nodes/fittingTypes.ts'
import type { LazyType, Registry } from '#shared/nodes/registry.ts'
import { createRegistry } from '#shared/nodes/registry.ts'
import type { Json } from '#shared/ports/value.ts'
import { UnitPrice } from '#shared/pricing/unitPrice.ts'
import type { Log } from '#shared/services.ts'
import { nameEndpoint } from '#shared/catalogue/nameEndpoint.ts'
import type { CachedCatalogue, CachedEndpoint, EndpointToCache } from '../../library/cachedCatalogue.ts'

/** The caps on what is stored of one engine's catalogue. `bytes` counts the JSON of its endpoints. */
export const CATALOGUE_CAPS = { endpoints: 10_000, bytes: 64 * 2 ** 20 }

/** How many entries that are left out have a line of their own in the log. */
const MAX_LOGGED = 20

/** One entry of an engine's catalogue, as it was fetched. */
export interface CatalogueEntry {
  /** Untrusted: an `Endpoint` if it is valid. */
  readonly endpoint: unknown
  /** What the engine says about its price, unchanged. */
  readonly prices?: Json
}

/** The node types of a host, as they are now. */
export interface Catalogue {
  /** What comes with the product, and what the engines publish; another value after each change. */
  registry(): Registry
  /**
   * Replaces what is stored of an engine's catalogue. An entry that is invalid, of another engine, or beyond the caps is
   * left out, and logged. Returns how many were stored and left out. Throws `file.unwritable`, `library.broken`.
   */
  replace(
    engine: string,
    entries: Iterable<CatalogueEntry>,
  ): { readonly stored: number; readonly leftOut: number }
  /** What the engine has said a unit of a model costs; null if nothing, or nothing that can be read. */
  price(engine: string, modelId: string): UnitPrice | null
  /** Stores prices of known models. Throws as `replace` does. */
  savePrices(engine: string, prices: ReadonlyMap<string, UnitPrice>): void
  /** Calls back when prices have been stored. Returns a function that stops it. */
  subscribeToPrices(listener: () => void): () => void
  /** Calls back with the new version when the node types have changed. Returns a function that stops it. */
  subscribe(listener: (version: string) => void): () => void
}

export interface CatalogueOptions {
  /** The local node types. */
  readonly types: readonly NodeType[]
  /** The endpoints that come with the product. */
  readonly endpoints: readonly Endpoint[]
  readonly cached: CachedCatalogue
  readonly now: () => number
  /** By default `CATALOGUE_CAPS`. */
  readonly caps?: { readonly endpoints: number; readonly bytes: number }
  readonly log: Log
}

/**
 * The local node types, the endpoints that come with the product, and the stored catalogues. Where two have the same
 * name, the one that comes with the product is used: it is tested with it.
 */
export function createCatalogue(options: CatalogueOptions): Catalogue {
  const { cached, now, log, caps = CATALOGUE_CAPS } = options
  const listeners = new Set<(version: string) => void>()
  const priceListeners = new Set<() => void>()
  let registry = readRegistry(options)
  return {
    registry: () => registry,
    replace(engine, entries) {
      const accepted = new Map<string, EndpointToCache>()
      let leftOut = 0
      let bytes = 0
      for (const { endpoint: given, prices } of entries) {
        const read = checkEntry(engine, given)
        const isFull = accepted.size >= caps.endpoints || bytes >= caps.bytes
        if (read.ok && !isFull) {
          bytes += read.json.length
          accepted.set(read.endpoint.modelId, toCache(engine, read.endpoint, read.json, prices))
          continue
        }
        leftOut += 1
        // Without its contents, and not one line for each of a million.
        if (leftOut <= MAX_LOGGED)
          log.warn('catalogue.leftOut', { engine, why: read.ok ? 'full' : read.code })
      }
      cached.replace(engine, [...accepted.values()], now())
      const before = registry.version
      registry = readRegistry(options)
      log.info('catalogue.replaced', { engine, stored: accepted.size, leftOut })
      if (registry.version !== before) for (const listener of listeners) listener(registry.version)
      return { stored: accepted.size, leftOut }
    },
    price: (engine, modelId) => UnitPrice.safeParse(cached.prices(engine, modelId)).data ?? null,
    savePrices(engine, prices) {
      if (prices.size === 0) return
      const rows = [...prices].map(([modelId, price]) => {
        const bundled = options.endpoints.find((one) => one.engine === engine && one.modelId === modelId)
        const row =
          bundled === undefined ? null : toCache(engine, bundled, JSON.stringify(bundled), undefined)
        return { modelId, prices: price, row }
      })
      cached.savePrices(engine, rows)
      for (const listener of priceListeners) listener()
    },
    subscribeToPrices(listener) {
      priceListeners.add(listener)
      return () => void priceListeners.delete(listener)
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}

/** The same node types, without a way to change them: what a command needs that only reads. */
export function readRegistry({
  types,
  endpoints,
  cached,
  log,
}: Pick<CatalogueOptions, 'types' | 'endpoints' | 'log'> & {
  readonly cached: Pick<CachedCatalogue, 'list'>
}): Registry {
  const bundled = endpoints.map((endpoint) => publishedType(publish(endpoint)))
  const taken = new Set([...types, ...bundled].map(({ type }) => type))
  const others = cached
    .list()
    .map((row) => ({ row, type: cachedType(row, log) }))
    .filter(({ type }) => !taken.has(type.type))
  const lines = [
    ...types.map(({ type, version }) => `${type} ${version}`),
    ...bundled.map(({ type, published }) => `${type} ${published()?.sha256}`),
    ...others.map(({ row, type: { type } }) => `${type} ${row.sha256}`),
  ]
  return createRegistry(types, [...bundled, ...others.map(({ type }) => type)], digest(lines.join('\n')))
}

const digest = (text: string): string => hash('sha256', text, 'hex')

export const publish = (endpoint: Endpoint): PublishedEndpoint => ({
  sha256: digest(JSON.stringify(endpoint)),
  endpoint,
})

function checkEntry(engine: string, given: unknown): ReturnType<typeof readEndpoint> {
  const read = readEndpoint(given)
  return read.ok && read.endpoint.engine !== engine
    ? { ok: false, code: 'shape', why: 'it is of another engine' }
    : read
}

const toCache = (
  engine: string,
  endpoint: Endpoint,
  json: string,
  prices: Json | undefined,
): EndpointToCache => ({
  engine,
  modelId: endpoint.modelId,
  title: endpoint.title,
  category: endpoint.category,
  keywords: [...(endpoint.keywords ?? []), endpoint.modelId],
  help: endpoint.help ?? '',
  sha256: digest(json),
  endpoint: json,
  ports: JSON.stringify(shapeOf(endpointNode(endpoint))),
  prices,
})

/** A stored endpoint in a registry: its JSON is parsed, and checked again, when its schema is first needed. */
function cachedType(row: CachedEndpoint, log: Log): LazyType {
  const { engine, modelId, sha256, title, category, keywords, help } = row
  let type: LazyType | null | undefined
  const read = (): LazyType | null => {
    if (type !== undefined) return type
    const found = readEndpoint(parseJson(row.endpoint))
    if (!found.ok) log.warn('catalogue.unreadable', { engine, endpoint: modelId, why: found.code })
    type = found.ok ? publishedType({ sha256, endpoint: found.endpoint }) : null
    return type
  }
  return {
    type: endpointType({ engine, modelId }),
    ...nameEndpoint({ title, category }),
    category,
    keywords,
    help,
    where: 'remote',
    make: () => read()?.make(),
    shape: () => TypeShape.safeParse(parseJson(row.ports)).data ?? NO_PORTS,
    published: () => read()?.published(),
  }
}

const NO_PORTS: TypeShape = { inputs: [], outputs: [] }

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (thrown) {
    // As `readEndpoint` says of whatever is no endpoint.
    if (!(thrown instanceof SyntaxError)) throw thrown
    return undefined
  }
}
