import { execFile } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import sharp from 'sharp'
import { z } from 'zod'
import { childEnvironment } from '#main/platform/childEnvironment.ts'

import { withBenchHome } from '../benchHome.ts'
import { summarise } from '../statistics.ts'
import { digits, table } from '../table.ts'
import { verdict } from '../verdict.ts'
import { openBench } from './openBench.ts'
import type { Pictures, Work } from './work.ts'
import { drawPictures, listWork } from './work.ts'

const ROUNDS = 5
/** Warm-up seconds of each piece of work. */
const WARM_UP = 0.5
/** Seconds after which one piece of work has no more turns. */
const ALLOWANCE = 10
/** Debian's path of OpenCV. */
const PYTHON = '/usr/bin/python3'

const OpenCv = z.object({ version: z.string(), seconds: z.record(z.string(), z.array(z.number())) })
type OpenCv = z.infer<typeof OpenCv>

/** CPU seconds of local nodes and of the painter at 12 megapixels, beside OpenCV and sharp, as markdown. */
export async function benchPixels(log: (line: string) => void): Promise<string> {
  const pictures = drawPictures()
  const opencv = await measureOpenCv(pictures, log)
  const bench = openBench()
  sharp.concurrency(1)
  try {
    const rows: string[][] = []
    const verdicts: string[] = []
    const medians = new Map<string, number>()
    for (const work of listWork(pictures)) {
      const ours = await median(() => work.ours(bench))
      const alone = work.sharp === undefined ? null : await median(work.sharp)
      const beside = opencv?.seconds[work.opencv]
      const theirs = beside === undefined ? null : summarise(beside).median
      medians.set(work.name, ours)
      log(`${work.name}: ${digits(ours)} s, ${ratio(ours, alone)}, ${ratio(ours, theirs)}`)
      rows.push([work.name, digits(ours), ratio(ours, alone), ratio(ours, theirs), describe(work, theirs)])
      if (work.name.startsWith('Painter') && theirs !== null)
        verdicts.push(verdict(ours <= 2 * theirs, `${work.name}: within 2 × OpenCV`, ratio(ours, theirs)))
    }
    const [small = NaN, large = NaN] = [medians.get('Blur 8'), medians.get('Blur 512')]
    verdicts.push(
      verdict(large <= 1.25 * small, 'Blur 512 costs what Blur 8 costs', `${digits(large / small)} ×`),
    )
    const head = [
      '12 megapixels',
      'CPU s',
      'of sharp alone',
      `of OpenCV ${opencv?.version ?? ''}`.trim(),
      'which does',
    ]
    return ['## Pixels', table(head, rows), verdicts.join('\n')].join('\n\n')
  } finally {
    bench.close()
  }
}

const ratio = (ours: number, theirs: number | null): string =>
  theirs === null ? '–' : `× ${digits(ours / theirs)}`

const describe = ({ beside }: Work, theirs: number | null): string =>
  theirs === null ? beside : `${beside}: ${digits(theirs)} s`

/**
 * Seconds of all threads of this process. Warm-up counts only if it takes all the time there is. Garbage is collected
 * once, before: forcing it between rounds would deoptimize the code.
 */
async function median(work: () => Promise<void>): Promise<number> {
  globalThis.gc?.()
  const once = async (): Promise<number> => {
    const before = process.cpuUsage()
    await work()
    const { user, system } = process.cpuUsage(before)
    return (user + system) / 1e6
  }
  let spent = 0
  let last = 0
  while (spent < WARM_UP) {
    last = await once()
    spent += last
  }
  const seconds: number[] = []
  for (; seconds.length < ROUNDS && spent < ALLOWANCE; spent += seconds.at(-1) ?? 0)
    seconds.push(await once())
  return summarise(seconds.length > 0 ? seconds : [last]).median
}

/** Null if there is none, which is reported. */
async function measureOpenCv(pictures: Pictures, log: (line: string) => void): Promise<OpenCv | null> {
  return withBenchHome(async (folder) => {
    for (const name of ['image', 'over', 'half', 'mask', 'specks'] as const)
      writeFileSync(join(folder, name), pictures[name].data)
    log('OpenCV')
    try {
      const script = join(import.meta.dirname, 'opencv.py')
      const { stdout } = await promisify(execFile)(
        PYTHON,
        ['-B', script, folder, String(WARM_UP), String(ROUNDS)],
        {
          env: childEnvironment(process.env),
        },
      )
      return OpenCv.parse(JSON.parse(stdout))
    } catch {
      log('There is no OpenCV here (Debian: python3-opencv): its column stays empty.')
      return null
    }
  })
}
