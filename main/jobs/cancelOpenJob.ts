import { AppError } from '#shared/errors.ts'
import type { RemoteJobs } from './remoteJobs.ts'
import type { Job } from './job.ts'

/**
 * Takes a job up and calls it off at once: a job that nobody waits for any more cancels what can be cancelled. How it
 * ended is in the store. `signal` gives up waiting for that.
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
    // How it ended is in the store.
    if (!(thrown instanceof AppError) && signal?.aborted !== true) throw thrown
  })
}
