import type { Job } from './job.ts'

/**
 * Where jobs are kept. Each call comes back only when what it kept would outlive this process: what follows a
 * transition is done after it was kept, never before.
 */
export interface JobStore {
  /** A new job with the exact bytes that it will send. */
  add(job: Job, body: Uint8Array): void | Promise<void>
  /** The job after a transition. */
  keep(job: Job): void | Promise<void>
}

/** Jobs that live as long as this process. */
export interface MemoryJobStore extends JobStore {
  add(job: Job, body: Uint8Array): void
  keep(job: Job): void
  /** Every job, in the order in which they began. */
  all(): readonly Job[]
}

export function createMemoryJobStore(): MemoryJobStore {
  const jobs = new Map<string, Job>()
  const keep = (job: Job): void => void jobs.set(job.facts.id, job)
  return { add: keep, keep, all: () => [...jobs.values()] }
}
