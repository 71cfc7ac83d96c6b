import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { quantile, summarise } from '../statistics.ts'
import { digits, table, thousands } from '../table.ts'
import { buildPages } from './buildPages.ts'
import type { ContenderName } from './contenders.ts'
import { contenders } from './contenders.ts'
import type { CanvasSample } from './measureCanvas.ts'
import { acts, measureCanvas } from './measureCanvas.ts'
import { openBenchBrowser } from './openBenchBrowser.ts'
import { servePages } from './servePages.ts'

export interface CanvasOptions {
  /** Numbers of nodes. */
  readonly sizes: readonly number[]
  /** How often each contender shows each graph, in turns. */
  readonly rounds: number
}

/** Frames of each action, and the time limit of an action in milliseconds. */
const EFFORT = { frames: 120, limit: 12_000 }

type Samples = Readonly<Record<ContenderName, readonly CanvasSample[]>>

// The cast: these are its keys.
const names = Object.keys(contenders) as readonly ContenderName[]

/** Measures the canvas beside the others, in one browser, and reports it in markdown. */
export async function benchCanvas(
  log: (line: string) => void,
  { sizes, rounds }: CanvasOptions,
): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'patchbay-bench-'))
  log('building the pages')
  await buildPages(folder)
  const server = await servePages(folder)
  const browser = await openBenchBrowser()
  try {
    const bySize = new Map<number, Samples>()
    for (const size of sizes) {
      const samples: Record<ContenderName, CanvasSample[]> = { patchbay: [], reactFlow: [], litegraph: [] }
      for (let round = 0; round < rounds; round++)
        for (const name of turnsOf(round)) {
          log(`${thousands(size)} nodes, round ${round + 1} of ${rounds}: ${contenders[name]}`)
          samples[name].push(await measureCanvas(browser, `${server.url}/${name}.html`, size, EFFORT))
        }
      bySize.set(size, samples)
    }
    return `## The canvas\n\n${tablesOf(bySize).join('\n\n')}`
  } finally {
    await browser.close()
    server.close()
    await rm(folder, { recursive: true, force: true })
  }
}

/** Every round starts with another one, so that other load on the machine affects all alike. */
const turnsOf = (round: number): readonly ContenderName[] =>
  names.map((_, turn) => names[(turn + round) % names.length] ?? 'patchbay')

/** The text for a sample, and the one number that ratios are based on. */
interface Column {
  readonly title: string
  readonly format: (samples: readonly CanvasSample[]) => string
  readonly compared: (sample: CanvasSample) => number
}

const median = (samples: readonly CanvasSample[], of: (sample: CanvasSample) => number): number =>
  summarise(samples.map(of)).median

const titles: { readonly [A in (typeof acts)[number]]: string } = {
  pan: 'panned',
  zoom: 'zoomed',
  drag: 'a node dragged',
  state: 'nodes changing state',
  whole: 'whole graph in view, panned',
}

const columns: readonly Column[] = [
  ...acts.map((act): Column => {
    const part = (of: number) => (sample: CanvasSample) => quantile(sample.frames[act], of)
    return {
      title: `ms a frame, p50 / p95: ${titles[act]}`,
      format: (samples) => `${digits(median(samples, part(0.5)))} / ${digits(median(samples, part(0.95)))}`,
      compared: part(0.95),
    }
  }),
  {
    title: 'ms to the first picture',
    format: (samples) => median(samples, ({ first }) => first).toFixed(0),
    compared: ({ first }) => first,
  },
  {
    title: 'MB of JavaScript heap',
    format: (samples) => digits(median(samples, ({ heap }) => heap / 1e6)),
    compared: ({ heap }) => heap,
  },
]

function tablesOf(bySize: ReadonlyMap<number, Samples>): readonly string[] {
  const sizes = [...bySize]
  return columns.map(({ title, format, compared }) =>
    table(
      [title, ...sizes.map(([size]) => thousands(size))],
      names.map((name) => [
        contenders[name],
        ...sizes.map(([, samples]) => {
          const ratio = median(samples[name], compared) / median(samples.litegraph, compared)
          return `${format(samples[name])} × ${digits(ratio)}`
        }),
      ]),
    ),
  )
}
