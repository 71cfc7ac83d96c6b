import { AppError } from '#shared/errors.ts'
import type { Job } from './job.ts'
import type { JobStore } from './jobStore.ts'
import { reduceJob } from './reduceJob.ts'

const requestId = /^[A-Za-z0-9_-]{1,128}$/

/**
 * A person says under which request an unknown job runs: from then on it is polled like any other. Throws `input.invalid`
 * where the job is not unknown, the id is none, or another job has it.
 */
export async function attachRequest(store: JobStore, job: Job, id: string, at: number): Promise<Job> {
  checkUnknown(job, 'A request can be attached')
  if (!requestId.test(id)) throw new AppError('input.invalid', `${JSON.stringify(id)} is no request id.`)
  const owner = store.ownerOf(id)
  if (owner !== null && owner !== job.facts.id)
    throw new AppError('input.invalid', `The request ${id} belongs to the job ${owner}.`)
  const request = { requestId: id, statusUrl: null, resultUrl: null, cancelUrl: null, at }
  return keep(store, reduceJob(job, { type: 'request.attached', request }))
}

/** A person has decided that an unknown job may be submitted once more. Throws `input.invalid` where it is not unknown. */
export async function allowAgain(store: JobStore, job: Job): Promise<Job> {
  checkUnknown(job, 'Submitting again is needed')
  return keep(store, reduceJob(job, { type: 'submit.again' }))
}

function checkUnknown({ facts, phase }: Job, what: string): void {
  if (phase.state === 'unknown') return
  throw new AppError(
    'input.invalid',
    `${what} only for a job that is unknown; ${facts.id} is ${phase.state}.`,
  )
}

async function keep(store: JobStore, job: Job): Promise<Job> {
  await store.keep(job)
  return job
}
