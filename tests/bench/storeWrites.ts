import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs'
import { join } from 'node:path'

import type { Job } from '#main/jobs/job.ts'
import type { JobEvent } from '#main/jobs/reduceJob.ts'
import { reduceJob } from '#main/jobs/reduceJob.ts'
import type { Library } from '#main/library/openLibrary.ts'
import { openLibrary } from '#main/library/openLibrary.ts'
import type { Media } from '#shared/ports/value.ts'

import { withBenchHome } from './benchHome.ts'
import { summarise } from './statistics.ts'
import { table, thousands } from './table.ts'
import { verdict } from './verdict.ts'

const ROUNDS = 5
const JOBS = 300
const AIM = 1000
/** About as long as real requests. */
const BODY = Buffer.from(
  JSON.stringify({ prompt: 'a lighthouse '.repeat(40), seed: 1, image_size: 'square_hd' }),
)

/** How many transitions of jobs per second reach the disk, one after the other, as markdown. */
export async function benchStoreWrites(log: (line: string) => void): Promise<string> {
  log('durable writes')
  return withBenchHome(async (home) => {
    const library = await openLibrary({ env: { PATCHBAY_HOME: home }, what: 'benchmark' })
    const disk: number[] = []
    const store: number[] = []
    // In turns, so that other load on the machine affects both alike.
    for (let round = -1; round < ROUNDS; round++) {
      const synced = syncs(join(home, 'syncs'))
      const transitionTimes = await transitions(library, round)
      if (round >= 0) disk.push(synced)
      if (round >= 0) store.push(transitionTimes)
    }
    library.close()
    const row = (name: string, rates: readonly number[]): string[] => {
      const { median, min, max } = summarise(rates)
      const whole = (rate: number): string => thousands(Math.round(rate))
      return [name, whole(median), `${whole(min)}–${whole(max)}`]
    }
    const { median } = summarise(store)
    return [
      '## Store',
      table(
        ['a second, one after the other', 'median', 'min–max'],
        [row('4 KiB written and synced: the disk alone', disk), row('transitions of a job kept', store)],
      ),
      verdict(
        median >= AIM,
        `at least ${thousands(AIM)} durable transitions a second`,
        thousands(Math.round(median)),
      ),
    ].join('\n\n')
  })
}

/** The upper bound for a store that syncs each write, in writes per second. */
function syncs(path: string): number {
  const page = Buffer.alloc(4096)
  const file = openSync(path, 'w')
  const start = performance.now()
  for (let write = 0; write < JOBS; write++) {
    writeSync(file, page)
    fsyncSync(file)
  }
  const took = performance.now() - start
  closeSync(file)
  return (1000 * JOBS) / took
}

const request = (requestId: string) => ({
  requestId,
  statusUrl: null,
  resultUrl: null,
  cancelUrl: null,
  at: 0,
})
const output = { image: 'https://outputs.runcomfy.net/1.png' }
const media: Media = { media: 'image', sha256: 'a'.repeat(64), mime: 'image/png', bytes: 1 }

/** A job's life after it was created. */
const life = (requestId: string): readonly JobEvent[] => [
  { type: 'submit.started', at: 0 },
  { type: 'submit.accepted', request: request(requestId) },
  { type: 'status.read', status: { word: 'in_queue', phase: 'waiting', queuePosition: 1 } },
  { type: 'status.read', status: { word: 'in_progress', phase: 'running', queuePosition: null } },
  { type: 'result.read', output, cost: 0.01 },
  { type: 'outputs.kept', output, cost: 0.01, media: [[output.image, media]] },
]

/** Transitions per second; the creation counts as one. */
async function transitions({ store }: Library, round: number): Promise<number> {
  let count = 0
  const start = performance.now()
  for (let index = 0; index < JOBS; index++) {
    const id = `${round}-${index}`
    let job: Job = {
      facts: {
        id,
        key: id,
        modelId: 'bench/job',
        bodySha256: '',
        bodyBytes: BODY.length,
        account: 'bench',
        run: 'bench',
        node: 'bench',
        item: '0',
        createdAt: Date.now(),
      },
      phase: { state: 'created', tries: 0 },
    }
    await store.add(job, BODY)
    count++
    for (const event of life(id)) {
      job = reduceJob(job, event)
      await store.save(job)
      count++
    }
  }
  return (1000 * count) / (performance.now() - start)
}
