import { createHash } from 'node:crypto'
import type { ErrorData } from '#shared/errors.ts'
import type { Job, JobFacts, JobPhase, JobState, RemoteRequest } from './job.ts'
import { jobKey } from './jobKey.ts'
import { endpoint, lighthouse, mediaOf, picture } from './jobsFixture.ts'
import type { MemoryJobStore } from './jobStore.ts'
import { createMemoryJobStore } from './jobStore.ts'

export const payer = { engine: 'acme', account: 'account' } as const

export const body = Buffer.from(JSON.stringify(lighthouse))

export const request = (requestId = 'r1', at = 0): RemoteRequest => ({
  requestId,
  statusUrl: null,
  resultUrl: null,
  cancelUrl: null,
  at,
})

const fault: ErrorData = { code: 'job.failed', message: 'it failed' }
const evidence: ErrorData = {
  code: 'job.unknown',
  message: 'The answer was lost.',
  data: { reason: 'reset' },
}

/** Each state with all that belongs to it. */
export const phases = {
  created: { state: 'created', tries: 0 },
  submitting: { state: 'submitting', tries: 1, at: 0 },
  submitted: { state: 'submitted', request: request() },
  in_queue: { state: 'in_queue', request: request(), word: 'in_queue', queuePosition: 2 },
  in_progress: { state: 'in_progress', request: request(), word: 'in_progress', queuePosition: null },
  completed: { state: 'completed', request: request(), output: { image: picture }, cost: 0.01 },
  awaited: {
    state: 'awaited',
    request: request(),
    output: null,
    cost: 0.01,
    missing: ['image'],
    asks: 8,
    askAt: 0,
  },
  downloaded: {
    state: 'downloaded',
    request: request(),
    output: { image: picture },
    cost: 0.01,
    media: [[picture, mediaOf('picture one')]],
  },
  cancelling: { state: 'cancelling', request: request() },
  failed: { state: 'failed', request: request(), error: fault, charged: 'unknown' },
  cancelled: { state: 'cancelled', request: request(), charged: 'no' },
  expired: { state: 'expired', request: request(), output: { image: picture }, error: fault },
  unknown: { state: 'unknown', evidence },
} as const satisfies { readonly [S in JobState]: JobPhase }

/** The job of `lighthouse`. */
export const jobOf = (phase: JobPhase, facts: Partial<JobFacts> = {}): Job => ({
  facts: {
    id: 'job1',
    key: jobKey(endpoint, lighthouse),
    engine: payer.engine,
    modelId: 'a/b',
    bodySha256: createHash('sha256').update(body).digest('hex'),
    bodyBytes: body.length,
    account: payer.account,
    run: 'run',
    node: 'node',
    item: '0',
    createdAt: 0,
    ...facts,
  },
  phase,
})

/** A store as an earlier process left it. */
export function leave(...jobs: readonly Job[]): MemoryJobStore {
  const store = createMemoryJobStore()
  for (const job of jobs) store.add(job, body)
  return store
}
