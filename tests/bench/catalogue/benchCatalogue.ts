import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { createCatalogue } from '#main/host/catalogue/catalogue.ts'
import { createCachedCatalogue } from '#main/library/cachedCatalogue.ts'
import { openDatabase } from '#main/library/database.ts'
import { childEnvironment } from '#main/platform/childEnvironment.ts'
import { silentLog } from '#shared/services.ts'

import { quantile, summarise } from '../statistics.ts'
import { digits, table, thousands } from '../table.ts'
import type { OpenedCatalogue } from './openCatalogue.ts'
import { bundledEndpoints, syntheticCatalogue } from './syntheticCatalogue.ts'

const SIZES = [0, 500, 2000, 5000]
const ROUNDS = 5

/** Opens and searches catalogues of several sizes, each in processes of its own, in turns; reports it in markdown. */
export async function benchCatalogue(log: (line: string) => void): Promise<string> {
  const homes = SIZES.map((size) => ({ size, home: fill(size) }))
  try {
    const samples = new Map<number, OpenedCatalogue[]>(SIZES.map((size) => [size, []]))
    for (let round = 0; round < ROUNDS; round += 1)
      for (const { size, home } of homes) {
        log(`a catalogue of ${thousands(size)} endpoints, round ${round + 1} of ${ROUNDS}`)
        samples.get(size)?.push(openIn(home))
      }
    return await Promise.resolve(`## The catalogue\n\n${describe(samples)}`)
  } finally {
    for (const { home } of homes) rmSync(home, { recursive: true, force: true })
  }
}

/** A library with so many cached endpoints. */
function fill(size: number): string {
  const home = mkdtempSync(join(tmpdir(), 'patchbay-bench-'))
  fillCatalogue(home, size)
  return home
}

/** Stores so many endpoints of two engines in a library. */
export function fillCatalogue(home: string, size: number): void {
  const database = openDatabase({ home, writer: true })
  const catalogue = createCatalogue({
    types: [],
    endpoints: bundledEndpoints(),
    cached: createCachedCatalogue(database),
    now: Date.now,
    log: silentLog,
  })
  const endpoints = syntheticCatalogue(size)
  for (const engine of ['fal', 'runcomfy'])
    catalogue.replace(
      engine,
      endpoints.filter((one) => one.engine === engine).map((endpoint) => ({ endpoint })),
    )
  database.close()
}

function openIn(home: string): OpenedCatalogue {
  const flags = ['--experimental-strip-types', '--disable-warning=ExperimentalWarning', '--expose-gc']
  const path = fileURLToPath(new URL('openCatalogue.ts', import.meta.url))
  const answer = execFileSync(process.execPath, [...flags, path, home], {
    encoding: 'utf8',
    env: childEnvironment(process.env),
  })
  // The cast: it is the output of the script beside this one.
  return JSON.parse(answer) as OpenedCatalogue
}

const megabytes = (bytes: number): string => `${digits(bytes / 1e6)} MB`

function describe(samples: ReadonlyMap<number, readonly OpenedCatalogue[]>): string {
  const median = (of: readonly OpenedCatalogue[], read: (one: OpenedCatalogue) => number): number =>
    summarise(of.map(read)).median
  const rows = [...samples].map(([size, of]) => {
    const strokes = of.flatMap(({ keystrokes }) => keystrokes)
    return [
      thousands(size),
      digits(median(of, ({ open }) => open)),
      megabytes(median(of, ({ memory }) => memory.opened)),
      megabytes(median(of, ({ memory }) => memory.searched)),
      digits(median(of, ({ first }) => first)),
      `${digits(quantile(strokes, 0.5))} / ${digits(quantile(strokes, 0.95))} / ${digits(Math.max(...strokes))}`,
      digits(median(of, ({ get }) => get)),
      `${digits(median(of, ({ cable }) => cable.first))} / ${digits(median(of, ({ cable }) => cable.next))}`,
    ]
  })
  return table(
    [
      'endpoints',
      'open, ms',
      'memory',
      'searched',
      'first search',
      'keystroke, p50 / p95 / max',
      'get 20',
      'cable, first / next',
    ],
    rows,
  )
}
