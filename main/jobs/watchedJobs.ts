import type { Log } from '#shared/services.ts'
import { silentLog } from '#shared/services.ts'
import type { Job } from './job.ts'
import type { JobStore } from './jobStore.ts'

/** A store of jobs that announces each transition. */
export interface WatchedJobs {
  readonly store: JobStore
  /**
   * Calls back when a transition was stored; returns a function that unsubscribes. A listener's error is logged, and
   * has no effect.
   */
  watch(listener: (job: Job) => void): () => void
}

export function watchJobs(store: JobStore, log: Log = silentLog): WatchedJobs {
  const listeners = new Set<(job: Job) => void>()
  const notify = (job: Job): void => {
    for (const listener of listeners)
      try {
        listener(job)
      } catch (thrown) {
        // The transition is stored. If it were reported as failed, an accepted submit would be recorded as unknown.
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
