import type { Job, JobState, Payer } from './job.ts'
import { isPaidBy, isSamePlace, payerOf, requestOf } from './job.ts'

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

/** States of a job in which an equal one must not be submitted: it may still bring, or has brought, a result. */
export const countingStates: readonly JobState[] = [...openStates, 'downloaded', 'unknown']

/** Whether the engine has accepted a job in this state, and is not known to have ended it. */
export const isAtEngine = (state: JobState): boolean =>
  openStates.includes(state) && state !== 'created' && state !== 'submitting' && state !== 'awaited'

export interface JobFilter {
  readonly states?: readonly JobState[]
  readonly run?: string
}

/**
 * The storage of jobs. `add` and `keep` return only when the stored state would outlive this process: the action after
 * a transition follows its storage, never before. Each may throw the store's errors.
 */
export interface JobStore {
  /** A new job with the exact bytes that it will send. Throws if its id is taken. */
  add(job: Job, body: Uint8Array): void | Promise<void>
  /** The job after a transition. Throws for an unknown job: a transition that is not stored must not be acted on. */
  save(job: Job): void | Promise<void>
  get(id: string): Job | null
  /** The bytes that the job sends. */
  body(id: string): Uint8Array | null
  /** The newest job of this payer with this key that is in one of the counting states. */
  findEqual(payer: Payer, key: string): Job | null
  /** Newest first, in the order in which they were added, whatever the clock said. */
  list(filter?: JobFilter): readonly Job[]
  /** The job that has this request at that engine, or null: another engine may give the same id to a request of its own. */
  ownerOf(requestId: string, payer: Payer): string | null
}

/** Jobs in memory. */
export interface MemoryJobStore extends JobStore {
  add(job: Job, body: Uint8Array): void
  save(job: Job): void
  /** Every job, in the order of their start. */
  all(): readonly Job[]
}

export function createMemoryJobStore(): MemoryJobStore {
  const jobs = new Map<string, Job>()
  const bodies = new Map<string, Uint8Array>()
  /** By the id of a request: the jobs that have it, each at an engine of its own. */
  const owners = new Map<string, string[]>()
  const write = (job: Job): void => {
    const { id } = job.facts
    const requestId = requestOf(job)?.requestId
    jobs.set(id, job)
    // An unknown job has no request: the one that was assumed may be another job's.
    if (job.phase.state === 'unknown')
      for (const [request, ids] of owners)
        owners.set(
          request,
          ids.filter((owner) => owner !== id),
        )
    const others = owners.get(requestId ?? '') ?? []
    if (requestId !== undefined && !others.includes(id)) owners.set(requestId, [...others, id])
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
    findEqual: (payer, key) =>
      newest().find(
        ({ facts, phase }) =>
          isPaidBy(facts, payer) && facts.key === key && countingStates.includes(phase.state),
      ) ?? null,
    list: ({ states, run } = {}) =>
      newest().filter(
        ({ facts, phase }) =>
          (states?.includes(phase.state) ?? true) && (run === undefined || facts.run === run),
      ),
    ownerOf: (requestId, payer) =>
      owners.get(requestId)?.find((id) => {
        const owner = jobs.get(id)
        return owner !== undefined && isSamePlace(payerOf(owner.facts), payer)
      }) ?? null,
    all: () => [...jobs.values()],
  }
}
