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
  'awaited',
  'cancelling',
]

/** States of a job beside which an equal one must not be submitted: it may still bring, or has brought, a result. */
export const countingStates: readonly JobState[] = [...openStates, 'downloaded', 'unknown']

/** Whether the engine has taken a job in this state, and is not known to have ended it. */
export const isAtEngine = (state: JobState): boolean =>
  openStates.includes(state) && state !== 'created' && state !== 'submitting' && state !== 'awaited'

export interface JobFilter {
  readonly states?: readonly JobState[]
  readonly run?: string
}

/**
 * Where jobs are kept. `add` and `keep` come back only when what they kept would outlive this process: what follows a
 * transition is done after it was kept, never before. Each may throw what the store under it throws.
 */
export interface JobStore {
  /** A new job with the exact bytes that it will send. Throws where its id is taken. */
  add(job: Job, body: Uint8Array): void | Promise<void>
  /** The job after a transition. Throws where there is no such job: a transition that nobody keeps must not be acted on. */
  save(job: Job): void | Promise<void>
  get(id: string): Job | null
  /** The bytes that the job sends. */
  body(id: string): Uint8Array | null
  /** The newest job of this account with this key that is in one of the counting states. */
  findEqual(account: string, key: string): Job | null
  /** Newest first, in the order in which they were added, whatever the clock said. */
  list(filter?: JobFilter): readonly Job[]
  /** The job that has this request, or null. */
  ownerOf(requestId: string): string | null
}

/** Jobs that live as long as this process. */
export interface MemoryJobStore extends JobStore {
  add(job: Job, body: Uint8Array): void
  save(job: Job): void
  /** Every job, in the order in which they began. */
  all(): readonly Job[]
}

export function createMemoryJobStore(): MemoryJobStore {
  const jobs = new Map<string, Job>()
  const bodies = new Map<string, Uint8Array>()
  const owners = new Map<string, string>()
  const write = (job: Job): void => {
    const { id } = job.facts
    const requestId = requestOf(job)?.requestId
    jobs.set(id, job)
    // What is unknown has no request: one that it was thought to have may be another job's.
    if (job.phase.state === 'unknown')
      for (const [request, owner] of owners) if (owner === id) owners.delete(request)
    if (requestId !== undefined && !owners.has(requestId)) owners.set(requestId, id)
  }
  const newest = (): Job[] => [...jobs.values()].toReversed()
  return {
    add(job, body) {
      if (jobs.has(job.facts.id)) throw new Error(`there is a job ${job.facts.id} already`)
      write(job)
      bodies.set(job.facts.id, body)
    },
    save(job) {
      if (!jobs.has(job.facts.id)) throw new Error(`there is no job ${job.facts.id}`)
      write(job)
    },
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
    ownerOf: (requestId) => owners.get(requestId) ?? null,
    all: () => [...jobs.values()],
  }
}
