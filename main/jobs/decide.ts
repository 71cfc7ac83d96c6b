import { AppError } from '#shared/errors.ts'
import type { Job } from './job.ts'
import { payerOf, requestOf, sentAt } from './job.ts'
import type { JobStore } from './jobStore.ts'
import { openStates } from './jobStore.ts'
import { reduceJob } from './reduceJob.ts'

const requestId = /^[A-Za-z0-9_-]{1,128}$/

/**
 * Attaches a request to an unknown job: from then on it is polled like any other. The caller has checked what the
 * engine returns for it. It counts as sent when the job's lost submit was, so that a job that is detached again is looked
 * for at that time, and nothing is learned about how long such jobs take. Throws `input.invalid` if the job is not unknown, the id is invalid, or another job has it.
 */
export async function attachRequest(store: JobStore, job: Job, id: string): Promise<Job> {
  checkAttachable(store, job, id)
  const request = { requestId: id, statusUrl: null, resultUrl: null, cancelUrl: null, at: sentAt(job) }
  return saveJob(store, reduceJob(job, { type: 'request.attached', request }))
}

/**
 * Detaches a request from a job: it is unknown again, as before. The request's results stay where they are. Throws
 * `input.invalid` if the request was not attached by hand.
 */
export async function detachRequest(store: JobStore, job: Job): Promise<Job> {
  const request = requestOf(job)
  if (request?.attached !== true)
    throw new AppError('input.invalid', `No request was attached to the job ${job.facts.id} by hand.`)
  return saveJob(store, reduceJob(job, { type: 'request.detached' }))
}

/** Throws `input.invalid` if `id` cannot be attached to the job, whatever the engine returns for it. */
export function checkAttachable(store: JobStore, job: Job, id: string): void {
  checkUnknown(job, 'A request can be attached')
  if (!requestId.test(id)) throw new AppError('input.invalid', `${JSON.stringify(id)} is not a request id.`)
  const owner = store.ownerOf(id, payerOf(job.facts))
  if (owner !== null && owner !== job.facts.id)
    throw new AppError('input.invalid', `The request ${id} belongs to the job ${owner}.`)
}

/** Allows an unknown job to be submitted once more. Throws `input.invalid` if it is not unknown. */
export async function allowAgain(store: JobStore, job: Job): Promise<Job> {
  checkAllowable(job)
  return saveJob(store, reduceJob(job, { type: 'submit.again' }))
}

/** Whether `thrown` says of a job that it is unknown, and the user has decided about it while it was looked for. */
export function isDecided(store: JobStore, thrown: unknown): boolean {
  if (!(thrown instanceof AppError) || thrown.code !== 'job.unknown') return false
  const { job } = thrown.data
  const state = typeof job === 'string' ? store.get(job)?.phase.state : undefined
  return state !== undefined && state !== 'submitting' && openStates.includes(state)
}

/** Throws `input.invalid` if a job need not be submitted again. */
export const checkAllowable = (job: Job): void => checkUnknown(job, 'Submitting again is needed')

function checkUnknown({ facts, phase }: Job, what: string): void {
  if (phase.state === 'unknown') return
  throw new AppError(
    'input.invalid',
    `${what} only for a job that is unknown; ${facts.id} is ${phase.state}.`,
  )
}

async function saveJob(store: JobStore, job: Job): Promise<Job> {
  await store.save(job)
  return job
}
