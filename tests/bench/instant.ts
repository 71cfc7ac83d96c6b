import { LIMIT } from './contenders.ts'
import type { Effort, Measured } from './measure.ts'
import { measure } from './measure.ts'
import type { Runner } from './runner.ts'
import type { ShapeName } from './shapes.ts'
import { shapes } from './shapes.ts'
import { summarise } from './statistics.ts'
import { digits, table, thousands } from './table.ts'

const LIMIT_OF_A_RUN = 10_000

/** Each size is ten times the one before. */
const sizes: readonly (readonly [number, Effort])[] = [
  [1000, { warmUps: 60, rounds: 31, allowance: 700, limit: LIMIT_OF_A_RUN }],
  [10_000, { warmUps: 2, rounds: 9, allowance: 1500, limit: LIMIT_OF_A_RUN }],
  [100_000, { warmUps: 1, rounds: 5, allowance: 4000, limit: LIMIT_OF_A_RUN }],
]

/** The overhead of a scheduler: nodes that finish immediately, in microseconds per node. */
export async function measureInstant(
  runners: readonly Runner[],
  log: (line: string) => void,
): Promise<string> {
  const parts: string[] = []
  for (const shape of shapeNames) {
    let left = runners
    const dropped = new Map<string, string>()
    for (const [count, effort] of sizes) {
      log(`${shape} of ${thousands(count)} nodes that are done at once`)
      const measured = await measure(left, { shape, count, milliseconds: 0 }, effort)
      // The next size starts with an empty heap.
      await Promise.all(runners.map(async (runner) => runner.close()))
      const rows = runners.map(({ name }) => row(name, count, measured, dropped.get(name)))
      parts.push(`### ${thousands(count)} nodes, ${shape}\n\n${table(head, rows)}`)
      for (const [name, reason] of dropouts(measured, count)) dropped.set(name, reason)
      left = left.filter(({ name }) => !dropped.has(name))
    }
  }
  return parts.join('\n\n')
}

/** The cast: the keys of an object of our own. */
const shapeNames = Object.keys(shapes) as ShapeName[]

const head = ['µs a node', 'prepare', 'run: median', 'min–max', '× limit 2', 'prepare + run']

function row(name: string, count: number, measured: Measured, dropped: string | undefined): string[] {
  const samples = measured.get(name)
  if (samples === undefined) return [name, dropped ?? 'not measured', '', '', '', '']
  if ('failed' in samples) return [name, samples.failed, '', '', '', '']
  const each = (part: (sample: { prepare: number; run: number }) => number) =>
    summarise(samples.map((sample) => (1000 * part(sample)) / count))
  const run = each((sample) => sample.run)
  const limit = measured.get(LIMIT) ?? []
  // Turn by turn: a slowdown of a whole round drops out.
  const ratios = samples.map(
    (sample, round) => sample.run / (('failed' in limit ? undefined : limit[round])?.run ?? Number.NaN),
  )
  return [
    name,
    digits(each((sample) => sample.prepare).median),
    digits(run.median),
    `${digits(run.min)}–${digits(run.max)}`,
    digits(summarise(ratios).median),
    digits(each((sample) => sample.prepare + sample.run).median),
  ]
}

/**
 * Contenders that stop before ten times the nodes: those that failed, and those that would be late if they grew no
 * faster.
 */
function* dropouts(measured: Measured, count: number): Iterable<[string, string]> {
  for (const [name, samples] of measured) {
    if ('failed' in samples) {
      yield [name, `failed at ${thousands(count)}`]
      continue
    }
    const { median } = summarise(samples.map((sample) => sample.prepare + sample.run))
    if (median * 10 > LIMIT_OF_A_RUN)
      yield [name, `not begun: ${thousands(count)} took ${digits(median / 1000)} s`]
  }
}
