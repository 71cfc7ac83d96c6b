import type { Effort, Measured } from './measure.ts'
import { measure } from './measure.ts'
import type { Runner } from './runner.ts'
import type { ShapeName } from './shapes.ts'
import { shapes } from './shapes.ts'
import { summarise } from './statistics.ts'
import { digits, table } from './table.ts'

const COUNT = 1000
const MILLISECONDS = 20

const efforts: { readonly [Name in ShapeName]: Effort } = {
  chain: { warmUps: 0, rounds: 1, allowance: 1, limit: 60_000 },
  fan: { warmUps: 12, rounds: 15, allowance: 5000, limit: 10_000 },
  layers: { warmUps: 0, rounds: 3, allowance: 5000, limit: 10_000 },
}

/** How close a run comes to its longest path: nodes that wait for 20 ms each, in milliseconds. */
export async function measureTimed(runners: readonly Runner[], log: (line: string) => void): Promise<string> {
  const parts: string[] = []
  for (const shape of ['chain', 'fan', 'layers'] as const) {
    log(`${shape} of 1,000 nodes that take ${MILLISECONDS} ms each`)
    const job = { shape, count: COUNT, milliseconds: MILLISECONDS }
    const measured =
      shape === 'chain'
        ? await together(runners, job, efforts[shape])
        : await measure(runners, job, efforts[shape])
    const path = shapes[shape](COUNT).depth * MILLISECONDS
    const rows = runners.map(({ name }) => row(name, path, measured))
    parts.push(`### 1,000 nodes of 20 ms, ${shape}: longest path ${path} ms\n\n${table(head, rows)}`)
  }
  return parts.join('\n\n')
}

/** All at the same time, each on its thread: they wait for 20 s and compute for a few milliseconds. */
async function together(
  runners: readonly Runner[],
  job: Parameters<typeof measure>[1],
  effort: Effort,
): Promise<Measured> {
  const each = await Promise.all(runners.map(async (runner) => measure([runner], job, effort)))
  return new Map(each.flatMap((one) => [...one]))
}

const head = ['ms', 'makespan: median', 'min–max', 'over the longest path']

function row(name: string, path: number, measured: Measured): string[] {
  const samples = measured.get(name)
  if (samples === undefined) return [name, 'not measured', '', '']
  if ('failed' in samples) return [name, samples.failed, '', '']
  const { median, min, max } = summarise(samples.map(({ run }) => run))
  return [
    name,
    median.toFixed(1),
    `${min.toFixed(1)}–${max.toFixed(1)}`,
    `${digits(100 * (median / path - 1))} %`,
  ]
}
