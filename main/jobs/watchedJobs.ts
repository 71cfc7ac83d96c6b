import type { Log } from '#shared/services.ts'
import { silentLog } from '#shared/services.ts'
import type { Job } from './job.ts'
import type { JobStore } from './jobStore.ts'

/** A store of jobs, and word of each transition of one. */
export interface WatchedJobs {
  readonly store: JobStore
  /** Calls back when a transition was kept; answers with the way to stop. What a listener throws is logged, and changes nothing. */
  watch(listener: (job: Job) => void): () => void
}

export function watchJobs(store: JobStore, log: Log = silentLog): WatchedJobs {
  const listeners = new Set<(job: Job) => void>()
  const notify = (job: Job): void => {
    for (const listener of listeners)
      try {
        listener(job)
      } catch (thrown) {
        // The transition is kept. Were it told to have failed, a submit that was accepted would be written down as unknown.
        log.error('listener.threw', { of: 'job', job: job.facts.id, error: thrown })
      }
  }
  return {
    store: {
      ...store,
      save(job) {
        const saved = store.save(job)
        return saved instanceof Promise ? saved.then(() => notify(job)) : notify(job)
      },
    },
    watch(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}
