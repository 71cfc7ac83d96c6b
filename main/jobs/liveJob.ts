import type { OutputName } from '#shared/catalogue/endpoint.ts'
import { AppError } from '#shared/errors.ts'
import type { Media } from '#shared/ports/value.ts'
import type { Assets, Clock, JobUpdate, Log } from '#shared/services.ts'
import type { AssetStore } from '#main/assets/assets.ts'
import type { Download, Receive } from '#main/network/download.ts'
import type { Charged, Job, JobPhase } from './job.ts'
import type { JobStore } from './jobStore.ts'
import type { KeepingClient } from './keepAnswer.ts'
import type { Random } from './jitter.ts'
import type { Polls } from './polls.ts'
import type { JobEvent } from './reduceJob.ts'
import { reduceJob } from './reduceJob.ts'

/** The dependencies of a running job. */
export interface JobTools {
  readonly client: KeepingClient
  readonly download: Download
  readonly assets: Pick<Assets, 'put'> & {
    /** Receives a file piece by piece; in memory without it. */
    readonly receive?: Receive | undefined
    /** Receives a file in several tries; in one without it. */
    readonly part?: AssetStore['part'] | undefined
    /** Removes what is left of the files of a job. */
    readonly removeParts?: AssetStore['removeParts'] | undefined
  }
  /** Whether the file of an asset exists. */
  has(media: Media): boolean
  readonly clock: Clock
  readonly random: Random
  /** Whether a job that the engine reports as cancelled was charged, if the engine does not say. */
  readonly chargedIfCancelled: Charged
  /** How long a broken engine is retried without one good answer, in milliseconds. */
  readonly patience: number
  /** When to poll the status, by endpoint. */
  readonly polls: Polls
  readonly log: Log
  /** Records that `requestId` is the job's. False if it is another job's already. */
  claim(requestId: string, job: string): boolean
  /** Whether a job is still unknown in the store: the user may have decided about it meanwhile. */
  isUndecided(job: string): boolean
  /** Aborted when this process leaves its jobs to the next one: it ends the waits that no user can end. */
  readonly closing: AbortSignal
}

/** A running job: its phase changes only through `record`. */
export interface LiveJob {
  readonly job: Job
  readonly body: Uint8Array
  /** The outputs that its endpoint currently promises; null if not known. */
  readonly expects: readonly OutputName[] | null
  /** Aborted when nobody waits for the job any more. */
  readonly signal: AbortSignal
  /** Resolves once the transition is stored. */
  record(event: JobEvent): Promise<JobPhase>
  notify(update: JobUpdate): void
}

export function createLiveJob(
  first: Job,
  body: Uint8Array,
  lent: {
    readonly store: JobStore
    readonly signal: AbortSignal
    readonly expects?: readonly OutputName[] | null
    notify(update: JobUpdate): void
  },
): LiveJob {
  let job = first
  return {
    get job() {
      return job
    },
    body,
    expects: lent.expects ?? first.facts.outputs ?? null,
    signal: lent.signal,
    async record(event) {
      const next = reduceJob(job, event)
      if (next !== job) await lent.store.save(next)
      job = next
      return job.phase
    },
    notify: (update) => lent.notify(update),
  }
}

/** Whether `thrown` is the signal's abort reason, and no other error. */
export const isAbort = (signal: AbortSignal, thrown: unknown): boolean =>
  signal.aborted && thrown === signal.reason

/** An error with the request it is about, so that the id is never lost. `more` is a sentence, or ''. */
export function aboutRequest(error: AppError, requestId: string, more = ''): AppError {
  if (error.data['requestId'] === requestId) return error
  return new AppError(error.code, `${error.message}${more} The request id is ${requestId}.`, {
    data: { ...error.data, requestId },
    cause: error,
  })
}
