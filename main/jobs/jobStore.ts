import type { Job, JobState } from './job.ts'
import { requestOf } from './job.ts'

/** States in which something is still to be done, here or at the engine. */
export const openStates: readonly JobState[] = [
  'created',
  'submitting',
  'submitted',
  'in_queue',
  'in_progress',
  'completed',
  'cancelling',
]

/** States of a job beside which an equal one must not be submitted: it may still bring, or has brought, a result. */
export const countingStates: readonly JobState[] = [...openStates, 'downloaded', 'unknown']

export interface JobFilter {
  readonly states?: readonly JobState[]
  readonly run?: string
}

/**
 * Where jobs are kept. `add` and `keep` come back only when what they kept would outlive this process: what follows a
 * transition is done after it was kept, never before. Each may throw what the store under it throws.
 */
export interface JobStore {
  /** A new job with the exact bytes that it will send. */
  add(job: Job, body: Uint8Array): void | Promise<void>
  /** The job after a transition. */
  keep(job: Job): void | Promise<void>
  get(id: string): Job | null
  /** The bytes that the job sends. */
  body(id: string): Uint8Array | null
  /** The newest job of this account with this key that is in one of the counting states. */
  findEqual(account: string, key: string): Job | null
  /** Newest first. */
  list(filter?: JobFilter): readonly Job[]
  /** The job that has this request, or null. */
  ownerOf(requestId: string): string | null
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
  const bodies = new Map<string, Uint8Array>()
  const keep = (job: Job): void => void jobs.set(job.facts.id, job)
  const newest = (): Job[] => [...jobs.values()].toReversed()
  return {
    add(job, body) {
      keep(job)
      bodies.set(job.facts.id, body)
    },
    keep,
    get: (id) => jobs.get(id) ?? null,
    body: (id) => bodies.get(id) ?? null,
    findEqual: (account, key) =>
      newest().find(
        ({ facts, phase }) =>
          facts.account === account && facts.key === key && countingStates.includes(phase.state),
      ) ?? null,
    list: ({ states, run } = {}) =>
      newest().filter(
        ({ facts, phase }) =>
          (states?.includes(phase.state) ?? true) && (run === undefined || facts.run === run),
      ),
    ownerOf: (requestId) =>
      [...jobs.values()].find((job) => requestOf(job)?.requestId === requestId)?.facts.id ?? null,
    all: () => [...jobs.values()],
  }
}
