import type { JobResult, JobUpdate } from '#shared/services.ts'
import type { SharedWork } from './sharedWork.ts'
import { createSharedWork } from './sharedWork.ts'

/** Null if a job that was found had been cancelled before, successfully: nobody here had requested it. */
export type JobOutcome = JobResult | null
export type JobWork = SharedWork<JobOutcome, JobUpdate>
export type StartWork = (signal: AbortSignal, notify: (update: JobUpdate) => void) => Promise<JobOutcome>

/** The running work on jobs: one at a time for equal jobs. */
export interface JobWorks {
  /** The running work on jobs with this key, if there is any. */
  get(key: string): JobWork | undefined
  /** Starts work once `after` has ended, and replaces the running work for the key. */
  begin(key: string, start: StartWork, after?: JobWork): JobWork
  /**
   * Waits for the running work for the key, or for what `start` begins; once more if that was overtaken. Rejects with
   * `waiter.signal.reason`.
   */
  join(key: string, waiter: Parameters<JobWork['join']>[0], start: StartWork): Promise<JobOutcome>
}

/**
 * @param closing Ends all work, even with waiters.
 * @param onOver Called when the work of a key has ended, and no other has replaced it.
 * @param isOvertaken Whether a failure counts no more: the user has decided about the job meanwhile.
 */
export function createJobWorks(
  closing: AbortSignal,
  onOver: (key: string) => void,
  isOvertaken: (thrown: unknown) => boolean,
): JobWorks {
  const underWay = new Map<string, JobWork>()

  function begin(key: string, start: StartWork, after?: JobWork): JobWork {
    const work: JobWork = createSharedWork<JobOutcome, JobUpdate>(async (signal, notify) => {
      try {
        await after?.ended
        closing.throwIfAborted()
        return await start(signal, notify)
      } finally {
        if (underWay.get(key) === work) {
          underWay.delete(key)
          onOver(key)
        }
      }
    }, closing)
    underWay.set(key, work)
    return work
  }

  return {
    get: (key) => underWay.get(key),
    begin,
    async join(key, waiter, start) {
      for (;;) {
        if (waiter.signal.aborted) throw waiter.signal.reason
        const existing = underWay.get(key)
        // A cancelled one finishes first: no job runs twice at the same time.
        const work = existing === undefined || existing.abandoned ? begin(key, start, existing) : existing
        try {
          return await work.join(waiter)
        } catch (thrown) {
          if (!isOvertaken(thrown)) throw thrown
        }
      }
    },
  }
}
