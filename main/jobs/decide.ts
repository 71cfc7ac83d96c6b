import { AppError } from '#shared/errors.ts'
import type { Job } from './job.ts'
import { requestOf } from './job.ts'
import type { JobStore } from './jobStore.ts'
import { reduceJob } from './reduceJob.ts'

const requestId = /^[A-Za-z0-9_-]{1,128}$/

/**
 * A person says under which request an unknown job runs: from then on it is polled like any other. Whoever calls has looked
 * at what the engine tells of it. Throws `input.invalid` where the job is not unknown, the id is none, or another job has
 * it.
 */
export async function attachRequest(store: JobStore, job: Job, id: string, at: number): Promise<Job> {
  checkAttachable(store, job, id)
  const request = { requestId: id, statusUrl: null, resultUrl: null, cancelUrl: null, at }
  return saveJob(store, reduceJob(job, { type: 'request.attached', request }))
}

/**
 * A person takes back that a request is a job's: it is unknown again, as it was. What came of the request stays where it is.
 * Throws `input.invalid` where the request was not attached by hand.
 */
export async function detachRequest(store: JobStore, job: Job): Promise<Job> {
  const request = requestOf(job)
  if (request?.attached !== true)
    throw new AppError('input.invalid', `No request was attached to the job ${job.facts.id} by hand.`)
  return saveJob(store, reduceJob(job, { type: 'request.detached' }))
}

/** Throws `input.invalid` where `id` cannot be attached to the job, whatever the engine says of it. */
export function checkAttachable(store: JobStore, job: Job, id: string): void {
  checkUnknown(job, 'A request can be attached')
  if (!requestId.test(id)) throw new AppError('input.invalid', `${JSON.stringify(id)} is no request id.`)
  const owner = store.ownerOf(id)
  if (owner !== null && owner !== job.facts.id)
    throw new AppError('input.invalid', `The request ${id} belongs to the job ${owner}.`)
}

/** A person has decided that an unknown job may be submitted once more. Throws `input.invalid` where it is not unknown. */
export async function allowAgain(store: JobStore, job: Job): Promise<Job> {
  checkAllowable(job)
  return saveJob(store, reduceJob(job, { type: 'submit.again' }))
}

/** Throws `input.invalid` where a job need not be submitted again. */
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
