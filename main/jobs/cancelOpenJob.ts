import { AppError } from '#shared/errors.ts'
import type { RemoteJobs } from './remoteJobs.ts'
import type { Job } from './job.ts'

/**
 * Takes up a job and cancels it at once: a job that nobody waits for cancels what can be cancelled. Its outcome is in
 * the store. `signal` ends the waiting for that.
 */
export async function cancelOpenJob(
  jobs: Pick<RemoteJobs, 'settle'>,
  job: Job,
  signal?: AbortSignal,
): Promise<void> {
  const off = new AbortController()
  const ended = jobs.settle(job, {
    signal: signal === undefined ? off.signal : AbortSignal.any([off.signal, signal]),
    onUpdate: () => {},
  })
  off.abort(new AppError('cancelled', 'This was cancelled.'))
  await ended.catch((thrown: unknown) => {
    // Its outcome is in the store.
    if (!(thrown instanceof AppError) && signal?.aborted !== true) throw thrown
  })
}
