import type { JobResult, JobUpdate } from '#shared/services.ts'
import type { SharedWork } from './sharedWork.ts'
import { createSharedWork } from './sharedWork.ts'

/** Null where a job that was found had been called off before, and that came through: nobody here had asked for it. */
export type JobOutcome = JobResult | null
export type JobWork = SharedWork<JobOutcome, JobUpdate>
export type StartWork = (signal: AbortSignal, notify: (update: JobUpdate) => void) => Promise<JobOutcome>

/** The work on jobs that is under way: of equal jobs one at a time. */
export interface JobWorks {
  /** The work on jobs with this key, where there is some. */
  get(key: string): JobWork | undefined
  /** Starts work once `after` has ended, and takes the place of what was under way for the key. */
  begin(key: string, start: StartWork, after?: JobWork): JobWork
  /** Waits for what is under way for the key, or for what `start` begins. Rejects with `waiter.signal.reason`. */
  join(key: string, waiter: Parameters<JobWork['join']>[0], start: StartWork): Promise<JobOutcome>
}

/**
 * @param closing Ends all work, whoever waits for it.
 * @param onOver Told when the work of a key has ended, and no other has taken its place.
 */
export function createJobWorks(closing: AbortSignal, onOver: (key: string) => void): JobWorks {
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
      if (waiter.signal.aborted) throw waiter.signal.reason
      const existing = underWay.get(key)
      // What was called off comes to its end first: no job is lived twice at a time.
      return (existing === undefined || existing.abandoned ? begin(key, start, existing) : existing).join(
        waiter,
      )
    },
  }
}
