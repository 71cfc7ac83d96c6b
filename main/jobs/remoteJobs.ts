import type { EngineCapabilities } from '#shared/catalogue/capabilities.ts'
import type { EngineId } from '#shared/catalogue/engineId.ts'
import type { FoundRequest } from '#shared/api/jobRequests.ts'
import type { Media } from '#shared/ports/value.ts'
import type { Assets, Clock, JobRequest, JobResult, Jobs, JobUpdate, Log, Origin } from '#shared/services.ts'
import type { AssetStore } from '#main/assets/assets.ts'
import type { Download, Receive } from '#main/network/download.ts'
import type { JobClient } from './jobClient.ts'
import type { MediaTarget } from './mediaLimits.ts'
import type { Uploads, Outgoing } from './sendMedia.ts'
import type { Lookup } from './findRequest.ts'
import type { Job } from './job.ts'
import type { JobStore } from './jobStore.ts'
import type { Random } from './jitter.ts'
import type { Polls } from './polls.ts'

/** `title` and `limits` are those of the engine. */
export interface JobsOptions extends MediaTarget {
  readonly client: JobClient
  readonly egress: { readonly download: Download; isOwnOutput(address: string): boolean }
  readonly assets: Pick<Assets, 'put' | 'read'> & {
    originOf?(sha256: string): Origin | undefined
    has?(media: Media): boolean
    readonly receive?: Receive | undefined
    readonly part?: AssetStore['part'] | undefined
    readonly removeParts?: AssetStore['removeParts'] | undefined
  }
  readonly outgoing: Outgoing
  readonly store: JobStore
  readonly clock: Clock
  readonly random: Random
  newId(): string
  readonly engine: EngineId
  /** A fingerprint of the account that pays, never its key. */
  readonly account: string
  /** What a cancel does to a job that has started, as the engine declares it. */
  readonly stopsRunningJobs: EngineCapabilities['stopsRunningJobs']
  /** When to poll; learned in memory by default. */
  readonly polls?: Polls
  readonly log?: Log
  /** Called before each submit, so that the settings can change. */
  readonly uploads?: () => Promise<Uploads>
  /** How long a broken engine is retried without one good answer, in milliseconds; ten minutes by default. */
  readonly patience?: number
}

/** A request for a job; finished ones that are older than `since` (wall-clock milliseconds) are not reused. */
export type RemoteRequestOptions = JobRequest & { readonly since?: number | undefined }

/** The remote jobs of one engine and account, with the decisions that a user can make about them. */
export interface RemoteJobs extends Jobs {
  run(
    request: RemoteRequestOptions,
    options: { signal: AbortSignal; onUpdate(update: JobUpdate): void },
  ): Promise<JobResult>
  /** Continues a job to its end, or joins its other callers. Rejects as `run` does. */
  settle(job: Job, waiter: { signal: AbortSignal; onUpdate(update: JobUpdate): void }): Promise<JobResult>
  /** Reads the result of a finished job again, and its files. Rejects as `run` does. */
  refresh(job: Job, waiter: { signal: AbortSignal; onUpdate(update: JobUpdate): void }): Promise<JobResult>
  /** The engine's state of a request beside a job: nothing is recorded. Rejects with `job.lost`, `engine.*`. */
  examine(job: Job, requestId: string): Promise<FoundRequest>
  /**
   * Looks for the request of an unknown job in the engine's listing, and records it if it is found. Rejects with
   * `input.invalid` if the engine has none, or the job is not unknown.
   */
  find(job: Job): Promise<Lookup>
  /** Detaches a request that was attached by hand: see `detachRequest`. */
  detach(job: Job): Promise<Job>
  stored(request: Pick<JobRequest, 'endpoint' | 'input'>): boolean
  /**
   * Takes up what an earlier process left at the engine, starting with finished results, which may expire. Jobs that
   * were being submitted become unknown; all that is recorded when this resolves, the rest continues in the background:
   * at 20 calls per second at most, until each job was polled once.
   */
  recover(): Promise<void>
  /** Leaves open jobs as they are, for the next process. Resolves once the answer to each sent submit is stored. */
  close(): Promise<void>
}
