import type { FoundRequest } from '#shared/api/jobRequests.ts'
import type { Media } from '#shared/ports/value.ts'
import type { Assets, Clock, JobRequest, JobResult, Jobs, JobUpdate, Log, Origin } from '#shared/services.ts'
import type { Download } from '#main/network/download.ts'
import type { JobClient } from './jobClient.ts'
import type { Uploads, Outgoing } from './encodeInput.ts'
import type { Job } from './job.ts'
import type { JobStore } from './jobStore.ts'
import type { Random } from './jitter.ts'
import type { Polls } from './polls.ts'

export interface JobsOptions {
  readonly client: JobClient
  readonly egress: { readonly download: Download; isOwnOutput(address: string): boolean }
  readonly assets: Pick<Assets, 'put' | 'read'> & {
    originOf?(sha256: string): Origin | undefined
    has?(media: Media): boolean
  }
  readonly outgoing: Outgoing
  readonly store: JobStore
  readonly clock: Clock
  readonly random: Random
  newId(): string
  /** A fingerprint of the account that pays, never its key. */
  readonly account: string
  /** When to poll; learned in memory unless told. */
  readonly polls?: Polls
  readonly log?: Log
  /** Asked before each submit, so that the settings can change. */
  readonly uploads?: () => Promise<Uploads>
  /** How long a broken engine is asked without one good answer, in milliseconds; ten minutes unless told. */
  readonly patience?: number
}

/** What is asked of a job; finished ones that are older than `since` (wall-clock milliseconds) are not used again. */
export type RemoteRequestOptions = JobRequest & { readonly since?: number | undefined }

/** The remote jobs of one engine and account, with what a person may decide about them. */
export interface RemoteJobs extends Jobs {
  run(
    request: RemoteRequestOptions,
    options: { signal: AbortSignal; onUpdate(update: JobUpdate): void },
  ): Promise<JobResult>
  /** Goes on with a job to its end, or joins those who wait for it. Rejects as `run` does. */
  settle(job: Job, waiter: { signal: AbortSignal; onUpdate(update: JobUpdate): void }): Promise<JobResult>
  /** Asks for the result of a job that is done once more, and for its files. Rejects as `run` does. */
  refresh(job: Job, waiter: { signal: AbortSignal; onUpdate(update: JobUpdate): void }): Promise<JobResult>
  /** What the engine tells of a request beside a job: nothing is written down. Rejects with `job.lost`, `engine.*`. */
  examine(job: Job, requestId: string): Promise<FoundRequest>
  /** Takes back that a request that was attached by hand is the job's: see `detachRequest`. */
  detach(job: Job): Promise<Job>
  stored(request: Pick<JobRequest, 'endpoint' | 'input'>): boolean
  /**
   * Takes up what an earlier process left at the engine, those first whose results wait and may expire. What was being
   * submitted becomes unknown; all that is written down when this resolves, the rest goes on by itself: at 20 calls a
   * second at most, until each job was asked about once.
   */
  recover(): Promise<void>
  /** Leaves what is under way as it is, for the next process. Resolves once the answer to each submit that was sent is kept. */
  close(): Promise<void>
}
