import type { ErrorData } from '#shared/errors.ts'
import type { Job, JobPhase, JobState, RemoteRequest } from './job.ts'
import { mediaOf, status } from './jobsFixture.ts'
import type { JobEvent } from './reduceJob.ts'

export const facts: Job['facts'] = {
  id: 'job1',
  key: '0'.repeat(64),
  modelId: 'a/b',
  bodySha256: '0'.repeat(64),
  bodyBytes: 2,
  account: 'account',
  run: 'run',
  node: 'node',
  item: '0',
  createdAt: 1,
}
export const fault: ErrorData = { code: 'job.failed', message: 'it failed' }
export const request: RemoteRequest = {
  requestId: 'r1',
  statusUrl: null,
  resultUrl: null,
  cancelUrl: null,
  at: 5,
  doubt: fault,
}
export const saved = [['https://a/1.png', mediaOf('one')] as const]

/** Each state with all that belongs to it. */
export const phases: { readonly [S in JobState]: JobPhase } = {
  created: { state: 'created', tries: 1 },
  submitting: { state: 'submitting', tries: 2, at: 3 },
  submitted: { state: 'submitted', request },
  in_queue: { state: 'in_queue', request, word: 'in_queue', queuePosition: 2 },
  in_progress: { state: 'in_progress', request, word: 'in_progress', queuePosition: null },
  completed: { state: 'completed', request, output: { image: 'x' }, cost: 0.01 },
  awaited: {
    state: 'awaited',
    request,
    output: null,
    cost: 0.01,
    missing: ['image'],
    asks: 1,
    askAt: 9,
  },
  downloaded: { state: 'downloaded', request, output: { image: 'x' }, cost: 0.01, media: saved },
  cancelling: { state: 'cancelling', request },
  failed: { state: 'failed', request, error: fault, charged: 'unknown' },
  cancelled: { state: 'cancelled', request, charged: 'no' },
  expired: { state: 'expired', request, output: { image: 'x' }, error: fault },
  unknown: { state: 'unknown', evidence: fault },
}

/** One of each. */
export const events: { readonly [T in JobEvent['type']]: Extract<JobEvent, { type: T }> } = {
  'submit.started': { type: 'submit.started', at: 9 },
  'submit.turnedBack': { type: 'submit.turnedBack' },
  'submit.accepted': { type: 'submit.accepted', request },
  'submit.refused': { type: 'submit.refused', error: fault },
  'submit.lost': { type: 'submit.lost', evidence: fault },
  withdrawn: { type: 'withdrawn' },
  'status.read': { type: 'status.read', status: status('in_progress') },
  'result.read': { type: 'result.read', output: { image: 'x' }, cost: 0.01 },
  'output.missing': {
    type: 'output.missing',
    output: null,
    cost: 0.01,
    missing: ['image'],
    asks: 2,
    askAt: 20,
  },
  failed: { type: 'failed', error: fault, charged: 'yes' },
  'cancel.asked': { type: 'cancel.asked' },
  'cancel.declined': { type: 'cancel.declined', word: 'processing' },
  cancelled: { type: 'cancelled' },
  'outputs.kept': { type: 'outputs.kept', output: { image: 'x' }, cost: 0.01, media: saved },
  'outputs.gone': { type: 'outputs.gone', error: fault },
  restarted: { type: 'restarted' },
  'request.attached': { type: 'request.attached', request },
  'request.found': { type: 'request.found', request },
  'request.unknown': { type: 'request.unknown' },
  'request.detached': { type: 'request.detached' },
  'submit.again': { type: 'submit.again' },
}
