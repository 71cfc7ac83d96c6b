import { createHash } from 'node:crypto'
import type { Job, JobPhase } from '#main/jobs/job.ts'
import type { Database } from '#main/library/database.ts'
import { createJobRows } from '#main/library/jobRows.ts'
import { createResults } from '#main/library/results.ts'
import { createRuns } from '#main/library/runs.ts'

const JOBS_PER_RUN = 5
const COST = 0.04

const hex = (of: string): string => createHash('sha256').update(of).digest('hex')
const timeOf = (job: number): number => Date.UTC(2026, 0, 1) + job * 36_000
export const runOf = (job: number): string => `run-${Math.floor(job / JOBS_PER_RUN)}`
export const nodeOf = (job: number): string => `n${job % JOBS_PER_RUN}`

/** A request id in the engine's format: a UUID. */
export const requestIdOf = (job: number): string =>
  hex(`request ${job}`)
    .slice(0, 32)
    .replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')

function addRun(database: Database, job: number): void {
  const nodes = Array.from({ length: 25 }, (_, n) => ({
    id: `n${n}`,
    type: 'runcomfy/acme/paint',
    position: { x: n * 300, y: n * 200 },
    values: { prompt: `a harbour at dusk, ${hex(`${job} ${n}`)}`, seed: job + n },
  }))
  createRuns(database).start({
    id: runOf(job),
    name: 'Harbour',
    accounts: { runcomfy: 'me' },
    workflow: JSON.stringify({ version: 1, name: 'Harbour', nodes }, null, 2),
    request: {
      mode: 'live',
      only: null,
      targets: null,
      out: '/pictures',
      folder: '/workflows',
      pictures: [],
      concurrency: 4,
      fresh: false,
    },
    at: timeOf(job),
  })
}

/** A job from its creation to its files. */
function addJob(database: Database, job: number, isOpen: boolean): void {
  const at = timeOf(job)
  const rows = createJobRows(database, () => at)
  const body = Buffer.from(
    JSON.stringify({ prompt: `a harbour at dusk, ${hex(`prompt ${job}`)}`, steps: 30 }),
  )
  const picture = `https://outputs.runcomfy.net/${hex(`picture ${job}`)}.png`
  const media = { media: 'image', sha256: hex(`bytes ${job}`), mime: 'image/png', bytes: 1_500_000 } as const
  const request = { requestId: requestIdOf(job), statusUrl: null, resultUrl: null, cancelUrl: null, at }
  const facts: Job['facts'] = {
    id: hex(`job ${job}`).slice(0, 32),
    key: hex(`key ${job}`),
    modelId: 'acme/paint/turbo',
    bodySha256: createHash('sha256').update(body).digest('hex'),
    bodyBytes: body.length,
    account: 'me',
    run: runOf(job),
    node: nodeOf(job),
    item: '0',
    createdAt: at,
    outputs: ['image'],
  }
  const save = (phase: JobPhase): void => void rows.save({ facts, phase })
  void rows.add({ facts, phase: { state: 'created', tries: 0 } }, body)
  save({ state: 'submitting', tries: 1, at })
  save({ state: 'submitted', request })
  save({ state: 'in_progress', request, word: 'in_progress', queuePosition: null })
  if (isOpen) return
  const outputs = { image: media }
  save({ state: 'completed', request, output: { image: picture }, cost: COST })
  save({
    state: 'downloaded',
    request,
    output: { image: picture },
    cost: COST,
    media: [[picture, media]],
  })
  createResults({ database, has: () => true, now: () => at }).save(facts.key, outputs)
  database.write(
    'INSERT INTO assets (sha256, origin, added_at) VALUES (?, ?, ?)',
    media.sha256,
    JSON.stringify({ from: 'job', requestId: request.requestId, url: picture, at }),
    at,
  )
  const runs = createRuns(database)
  runs.record(facts.run, {
    type: 'step.done',
    node: facts.node,
    at,
    cost: COST,
    outputs,
    reused: false,
  })
  if (job % JOBS_PER_RUN === JOBS_PER_RUN - 1) runs.finish(facts.run, 'done', COST * JOBS_PER_RUN, at)
}

/** Runs and jobs as a host stores them, numbers `from` to `to`; the last `open` jobs are still at the engine. */
export function addJobs(database: Database, from: number, to: number, open = 0): void {
  for (let job = from; job < to; job++) {
    if (job % JOBS_PER_RUN === 0) addRun(database, job)
    addJob(database, job, job >= to - open)
  }
}
