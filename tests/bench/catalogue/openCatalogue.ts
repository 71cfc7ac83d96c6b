// A process that opens the catalogue of a library and searches it; prints what it took as JSON. Arguments: the library.

import { hash } from 'node:crypto'
import process from 'node:process'

import { createCatalogue } from '#main/host/catalogue/catalogue.ts'
import { serveCatalogue } from '#main/host/catalogue/catalogueHandlers.ts'
import { createCachedCatalogue } from '#main/library/cachedCatalogue.ts'
import { openDatabase } from '#main/library/database.ts'
import { silentLog } from '#shared/services.ts'

import { bundledEndpoints } from './syntheticCatalogue.ts'

/** What one process took. Processor time of its thread in milliseconds, memory in bytes. */
export interface OpenedCatalogue {
  readonly endpoints: number
  readonly open: number
  /** Resident memory after opening and after everything below, above that of before. */
  readonly memory: { readonly opened: number; readonly searched: number }
  /** The first search, which prepares the others. */
  readonly first: number
  /** One for each keystroke of the queries below. */
  readonly keystrokes: readonly number[]
  /** The first search for a loose cable, which makes every node type, and one after it. */
  readonly cable: { readonly first: number; readonly next: number }
  /** The endpoints of a workflow with twenty models. */
  readonly get: number
}

/** Found by their words, by a typing error, in the description, and not at all. */
const queries = [
  'kestrel portrait',
  'upscaling',
  'zephir ultra',
  'background removal by',
  'xylophone',
  'mask',
]

function measure(home: string): OpenedCatalogue {
  const endpoints = bundledEndpoints()
  const database = openDatabase({ home, writer: true })
  // Compiled once, as it is in a host that has started.
  hash('sha256', 'warm', 'hex')
  const before = memory()
  const started = now()
  const catalogue = createCatalogue({
    types: [],
    endpoints,
    cached: createCachedCatalogue(database),
    now: Date.now,
    log: silentLog,
  })
  const open = now() - started
  const opened = memory() - before
  const { handlers } = serveCatalogue(catalogue, { announce: () => undefined })
  const search = handlers['catalogue.search']
  const first = time(() => search({ query: 'k', limit: 40 }))
  const keystrokes = queries.flatMap((query) =>
    Array.from({ length: query.length }, (_, index) =>
      time(() => search({ query: query.slice(0, index + 1), limit: 40 })),
    ),
  )
  const searched = memory() - before
  const some = search({ query: '', limit: 20 }).types.map(({ type }) => type)
  const get = time(() => handlers['catalogue.get']({ types: some }))
  const fits = { kind: 'image', list: false, side: 'input' } as const
  const cable = {
    first: time(() => search({ query: '', limit: 40, fits })),
    next: time(() => search({ query: 'ultra', limit: 40, fits })),
  }
  const { size } = catalogue.registry()
  database.close()
  return { endpoints: size, open, memory: { opened, searched }, first, keystrokes, get, cable }
}

function time(work: () => unknown): number {
  const started = now()
  work()
  return now() - started
}

/** Of the thread, so that other load on the machine does not count. */
function now(): number {
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1000
}

/** After a collection, so that only what stays is counted. */
function memory(): number {
  globalThis.gc?.()
  return process.memoryUsage.rss()
}

const [, , home = ''] = process.argv
process.stdout.write(JSON.stringify(measure(home)))
