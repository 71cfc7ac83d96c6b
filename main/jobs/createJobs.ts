import { AppError } from '#shared/errors.ts'
import type { Media } from '#shared/ports/value.ts'
import type { Assets, Clock, JobRequest, JobResult, Jobs, JobUpdate, Origin } from '#shared/services.ts'
import type { Download } from '#main/services/egress/download.ts'
import type { JobClient } from './accountClient.ts'
import { continueCancel, continueJob, unknownJob } from './continueJob.ts'
import { detach } from './detach.ts'
import { encodeInput } from './encodeInput.ts'
import type { Job } from './job.ts'
import { jobKey } from './jobKey.ts'
import type { JobStore } from './jobStore.ts'
import { openStates } from './jobStore.ts'
import type { JobTools, LiveJob } from './liveJob.ts'
import { createLiveJob } from './liveJob.ts'
import type { Random } from './pace.ts'
import type { Polls } from './polls.ts'
import { createMemoryDurations, createPolls } from './polls.ts'
import { runJob } from './runJob.ts'
import type { SharedWork } from './shareWork.ts'
import { shareWork } from './shareWork.ts'

export interface JobsOptions {
  readonly client: JobClient
  readonly egress: { readonly download: Download; isOwnOutput(address: string): boolean }
  readonly assets: Pick<Assets, 'put' | 'read'> & {
    originOf?(sha256: string): Origin | undefined
    has?(media: Media): boolean
  }
  readonly store: JobStore
  readonly clock: Clock
  readonly random: Random
  newId(): string
  /** A fingerprint of the account that pays, never its key. */
  readonly account: string
  /** When to poll; learned in memory unless told. */
  readonly polls?: Polls
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
  /**
   * Takes up what an earlier process left at the engine, those first whose results wait and may expire. What was being
   * submitted becomes unknown; all that is written down when this resolves, the rest goes on by itself.
   */
  recover(): Promise<void>
  /** Leaves what is under way as it is, for the next process. */
  close(): void
}

const PATIENCE = 600_000

/** Where the engine may have something for us. */
const remoteStates = openStates.filter((state) => state !== 'created')

type Work = SharedWork<JobResult, JobUpdate>
type Begin = (signal: AbortSignal, tell: (update: JobUpdate) => void) => Promise<JobResult>

/**
 * The remote jobs of one engine and account. Equal jobs (see `jobKey`) are one: what is under way is joined, what an
 * earlier process left is taken up, what is known is used again, and what is unknown is never submitted beside.
 */
export function createJobs(options: JobsOptions): RemoteJobs {
  const { account, assets, clock, egress, store } = options
  const underWay = new Map<string, Work>()
  const closing = new AbortController()
  const tools: JobTools = {
    client: options.client,
    download: egress.download,
    assets,
    has: (media) => assets.has?.(media) ?? true,
    clock,
    random: options.random,
    patience: options.patience ?? PATIENCE,
    polls: options.polls ?? createPolls(createMemoryDurations()),
    claim(requestId, job) {
      const owner = store.ownerOf(requestId)
      return owner === null || owner === job
    },
  }

  /** A new job for what is asked: encoded, written down, run. Nothing is written down that was called off by then. */
  async function runNew(
    request: JobRequest,
    key: string,
    ...[signal, tell]: Parameters<Begin>
  ): Promise<JobResult> {
    const { isOwnOutput } = egress
    const body = await encodeInput(request.input, { assets, isOwnOutput, now: clock.now() })
    if (signal.aborted) throw signal.reason
    const job: Job = {
      facts: {
        id: options.newId(),
        key,
        modelId: request.endpoint.modelId,
        bodySha256: body.sha256,
        bodyBytes: body.bytes.length,
        account,
        run: request.run,
        node: request.node,
        item: request.item,
        createdAt: clock.now(),
      },
      phase: { state: 'created', tries: 0 },
    }
    await store.add(job, body.bytes)
    return named(createLiveJob(job, body.bytes, { store, signal, tell }), (live) => runJob(live, tools))
  }

  const goOn = (job: Job, ...[signal, tell]: Parameters<Begin>): Promise<JobResult> =>
    named(take(job, signal, tell), (live) => continueJob(live, tools))

  const take = (job: Job, ...[signal, tell]: Parameters<Begin>): LiveJob =>
    createLiveJob(job, store.body(job.facts.id) ?? new Uint8Array(), { store, signal, tell })

  /** The equal job that is to be used, or null when a new one is needed. */
  async function findEqual(key: string, since: number | undefined): Promise<Job | null> {
    const job = store.findEqual(account, key)
    if (job?.phase.state === 'downloaded' && since !== undefined && job.facts.createdAt < since) return null
    if (job?.phase.state !== 'created') return job
    // Nothing of it was sent, and its addresses may be old by now: it makes room for one that is encoded anew.
    await createLiveJob(job, new Uint8Array(), { store, signal: closing.signal, tell: () => {} }).record({
      type: 'withdrawn',
    })
    return null
  }

  function begin(key: string, start: Begin): Work {
    const work: Work = shareWork<JobResult, JobUpdate>(async (signal, tell) => {
      try {
        return await start(signal, tell)
      } finally {
        if (underWay.get(key) === work) underWay.delete(key)
      }
    }, closing.signal)
    underWay.set(key, work)
    return work
  }

  function join(key: string, waiter: Parameters<Work['join']>[0], start: Begin): Promise<JobResult> {
    if (waiter.signal.aborted) return Promise.reject(waiter.signal.reason as Error)
    const known = underWay.get(key)
    return (known === undefined || known.abandoned ? begin(key, start) : known).join(waiter)
  }

  return {
    run(request, waiter) {
      const key = jobKey(request.endpoint, request.input)
      return join(key, waiter, async (signal, tell) => {
        const equal = await findEqual(key, request.since)
        return equal === null ? runNew(request, key, signal, tell) : goOn(equal, signal, tell)
      })
    },
    settle: (job, waiter) => join(job.facts.key, waiter, (signal, tell) => goOn(job, signal, tell)),
    async recover() {
      const left = store.list({ states: remoteStates }).filter(({ facts }) => facts.account === account)
      for (const job of left.filter(({ phase }) => phase.state === 'submitting'))
        await take(job, closing.signal, () => {}).record({ type: 'restarted' })
      const urgency = ({ phase }: Job): number => (phase.state === 'completed' ? 0 : 1)
      const alive = left.filter(({ phase }) => phase.state !== 'submitting')
      for (const job of alive.toSorted((a, b) => urgency(a) - urgency(b))) {
        const start: Begin = (signal, tell) =>
          job.phase.state === 'cancelling'
            ? continueCancel(take(job, signal, tell), tools)
            : goOn(job, signal, tell)
        // Nobody waits for it: how it ends is in the store.
        if (!underWay.has(job.facts.key)) begin(job.facts.key, start)
      }
    },
    close: () => detach(closing),
  }
}

/** Runs a job; an end that leaves it unknown names the job, so that a person can settle it. */
async function named(live: LiveJob, run: (live: LiveJob) => Promise<JobResult>): Promise<JobResult> {
  try {
    return await run(live)
  } catch (thrown) {
    throw thrown instanceof AppError && thrown.code === 'job.unknown' && live.job.phase.state === 'unknown'
      ? unknownJob(live.job)
      : thrown
  }
}
