import type { OutputName } from '#shared/catalogue/endpoint.ts'
import { AppError } from '#shared/errors.ts'
import type { JobRequest, JobResult, JobUpdate } from '#shared/services.ts'
import { silentLog } from '#shared/services.ts'
import { isPlanned } from './awaitOutput.ts'
import { continueCancel, continueJob } from './continueJob.ts'
import { examineRequest } from './examineRequest.ts'
import { detachRequest } from './decide.ts'
import { abandon, isAbandoned, released } from './abandon.ts'
import { encodeInput } from './encodeInput.ts'
import type { Job, JobState } from './job.ts'
import { requestOf } from './job.ts'
import { jobKey } from './jobKey.ts'
import { openStates } from './jobStore.ts'
import { keepAnswers } from './keepAnswer.ts'
import type { JobTools, LiveJob } from './liveJob.ts'
import { createLiveJob } from './liveJob.ts'
import { createMemoryDurations, createPolls } from './polls.ts'
import { createRecoveryClient } from './recoveryClient.ts'
import { reduceJob } from './reduceJob.ts'
import { refreshJob } from './refreshJob.ts'
import type { JobsOptions, RemoteJobs } from './remoteJobs.ts'
import { runJob } from './runJob.ts'
import type { SharedWork } from './sharedWork.ts'
import { createSharedWork } from './sharedWork.ts'
import { createRateLimiter } from './rateLimiter.ts'

const PATIENCE = 600_000
/**
 * Calls a second about jobs that an earlier process left, until each was asked about once: a little below 20, so that the
 * engine, which hears some of them late, never hears more than 20 in a second.
 */
const RECOVERY_RATE = 19

/** Where the engine may have something for us. */
const remoteStates = openStates.filter((state) => state !== 'created')

/** Where a job that was called off goes on at the engine, or is done there. */
const followStates: readonly JobState[] = openStates.filter(
  (state) => state !== 'created' && state !== 'submitting',
)

/** Null where a job that was found had been called off before, and that came through: nobody here had asked for it. */
type Outcome = JobResult | null
type Work = SharedWork<Outcome, JobUpdate>
type Begin = (signal: AbortSignal, notify: (update: JobUpdate) => void) => Promise<Outcome>
type Live = (live: LiveJob, tools: JobTools) => Promise<JobResult>

/**
 * The remote jobs of one engine and account. Equal jobs (see `jobKey`) are one: what is under way is joined, what an
 * earlier process left is taken up, what is known is used again, and what is unknown is never submitted beside.
 */
export function createJobs(options: JobsOptions): RemoteJobs {
  const { account, assets, clock, egress, store } = options
  const underWay = new Map<string, Work>()
  const lives = new Map<LiveJob, Promise<unknown>>()
  /** By key: jobs that were called off and go on at the engine. */
  const activeJobs = new Map<string, Job>()
  const closing = new AbortController()
  const tools: JobTools = {
    client: keepAnswers(options.client, { assets, clock }),
    download: egress.download,
    assets,
    has: (media) => assets.has?.(media) ?? true,
    clock,
    random: options.random,
    patience: options.patience ?? PATIENCE,
    polls: options.polls ?? createPolls(createMemoryDurations()),
    log: options.log ?? silentLog,
    claim(requestId, job) {
      const owner = store.ownerOf(requestId)
      return owner === null || owner === job
    },
    closing: closing.signal,
  }

  /** Lives a job; an end that leaves it unknown names the job, so that a person can settle it. */
  async function live(one: LiveJob, run: Live): Promise<JobResult> {
    const end = run(one, tools)
    lives.set(one, end)
    try {
      return await end
    } catch (thrown) {
      if (!(thrown instanceof AppError) || thrown.code !== 'job.unknown') throw thrown
      const data = { ...thrown.data, job: one.job.facts.id }
      throw new AppError('job.unknown', thrown.message, { data, cause: thrown })
    } finally {
      lives.delete(one)
      const { job } = one
      if (one.signal.aborted && !isAbandoned(one.signal) && followStates.includes(job.phase.state))
        activeJobs.set(job.facts.key, job)
    }
  }

  /** Sees a job that was called off, and goes on all the same, to its end: it is paid for. How it ends is in the store. */
  function followOn(key: string): void {
    const job = activeJobs.get(key)
    activeJobs.delete(key)
    if (job !== undefined && !closing.signal.aborted && !underWay.has(key))
      begin(key, (...lent) => goOn(job, continueCancel, ...lent))
  }

  /** The same for a job whose output a person has asked for in vain: it continues on its own schedule. */
  function followAgain(job: Job): void {
    activeJobs.set(job.facts.key, job)
    followOn(job.facts.key)
  }

  /** A new job for what is asked: encoded, written down, run. Nothing is written down that was called off by then. */
  async function runNew(
    request: JobRequest,
    key: string,
    ...[signal, notify]: Parameters<Begin>
  ): Promise<JobResult> {
    const { isOwnOutput } = egress
    const body = await encodeInput(request.input, {
      assets,
      outgoing: options.outgoing,
      isOwnOutput,
      now: clock.now(),
      uploads: await options.uploads?.(),
      signal,
      onNote: (status) => notify({ status }),
    })
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
        outputs: request.endpoint.outputs,
      },
      phase: { state: 'created', tries: 0 },
    }
    await store.add(job, body.bytes)
    return live(createLiveJob(job, body.bytes, { store, signal, notify }), runJob)
  }

  async function goOn(
    { facts }: Job,
    run: Live,
    signal: AbortSignal,
    notify: Parameters<Begin>[1],
    expects?: readonly OutputName[],
  ): Promise<Outcome> {
    // As it is by now: whoever asks may have found it a while ago.
    const job = store.get(facts.id)
    if (job === null) throw new AppError('input.invalid', `There is no job ${facts.id}.`)
    const one = openJob(job, { signal, notify, ...(expects && { expects }) })
    try {
      return await live(one, run)
    } catch (thrown) {
      const wasCancelled = job.phase.state === 'cancelling' && one.job.phase.state === 'cancelled'
      if (wasCancelled && !signal.aborted) return null
      throw thrown
    }
  }

  /** A job of the store, with its body where that is still to be sent. */
  function openJob(job: Job, lent: Omit<Parameters<typeof createLiveJob>[2], 'store'>): LiveJob {
    const body = job.phase.state === 'created' ? store.body(job.facts.id) : new Uint8Array()
    if (body === null)
      throw new AppError('library.broken', `What the job ${job.facts.id} sends is not in the library.`)
    return createLiveJob(job, body, { store, ...lent })
  }

  /** The equal job that is to be used, or null when a new one is needed. */
  async function findEqual(key: string, since: number | undefined): Promise<Job | null> {
    const job = store.findEqual(account, key)
    if (job?.phase.state === 'downloaded' && since !== undefined && job.facts.createdAt < since) return null
    if (job?.phase.state !== 'created') return job
    // Nothing of it was sent, and its addresses may be old by now: it makes room for one that is encoded again.
    await store.save(reduceJob(job, { type: 'withdrawn' }))
    return null
  }

  function begin(key: string, start: Begin, after?: Work): Work {
    const work: Work = createSharedWork<Outcome, JobUpdate>(async (signal, notify) => {
      try {
        await after?.ended
        closing.signal.throwIfAborted()
        return await start(signal, notify)
      } finally {
        if (underWay.get(key) === work) {
          underWay.delete(key)
          followOn(key)
        }
      }
    }, closing.signal)
    underWay.set(key, work)
    return work
  }

  async function join(key: string, waiter: Parameters<Work['join']>[0], start: Begin): Promise<Outcome> {
    if (waiter.signal.aborted) throw waiter.signal.reason
    const existing = underWay.get(key)
    // What was called off comes to its end first: no job is lived twice at a time.
    return (existing === undefined || existing.abandoned ? begin(key, start, existing) : existing).join(
      waiter,
    )
  }

  return {
    async run(request, waiter) {
      const key = jobKey(request.endpoint, request.input)
      for (;;) {
        const made = await join(key, waiter, async (signal, notify) => {
          const equal = await findEqual(key, request.since)
          if (equal === null) return runNew(request, key, signal, notify)
          const made = await goOn(equal, continueJob, signal, notify, request.endpoint.outputs)
          // What was home before was charged to the run that asked for it.
          const existing = equal.phase.state === 'downloaded' && equal.facts.run !== request.run
          return made !== null && existing ? { ...made, cost: null } : made
        })
        if (made !== null) return made
      }
    },
    stored({ endpoint, input }) {
      const phase = store.findEqual(account, jobKey(endpoint, input))?.phase
      return phase?.state === 'downloaded' && phase.media.every(([, media]) => tools.has(media))
    },
    examine: async (job, requestId) =>
      examineRequest(job, store.body(job.facts.id), requestId, tools, closing.signal),
    async detach({ facts }) {
      const work = underWay.get(facts.key)
      // Whoever follows the request would go on to write down what it makes.
      work?.stop(released)
      await work?.ended
      const job = store.get(facts.id)
      if (job === null) throw new AppError('input.invalid', `There is no job ${facts.id}.`)
      return detachRequest(store, job)
    },
    async refresh(job, waiter) {
      const { id, key } = job.facts
      const work = underWay.get(key)
      // Nobody waits for what is asked for at its own pace: a person who does need not, either.
      if (work?.waitedFor === false) {
        work.stop(released)
        await work.ended
      }
      const made = await join(key, waiter, (...lent) => goOn(job, refreshJob, ...lent)).finally(() => {
        const left = store.get(id)
        if (left !== null && isPlanned(left)) followAgain(left)
      })
      if (made !== null) return made
      throw new AppError('job.cancelled', 'The job was cancelled.', { data: { job: job.facts.id } })
    },
    async settle(job, waiter) {
      const made = await join(job.facts.key, waiter, (...lent) => goOn(job, continueJob, ...lent))
      if (made !== null) return made
      throw new AppError('job.cancelled', 'The job was cancelled.', { data: { job: job.facts.id } })
    },
    async recover() {
      const left = store
        .list({ states: remoteStates })
        .filter(({ facts }) => facts.account === account && !underWay.has(facts.key))
      for (const job of left.filter(({ phase }) => phase.state === 'submitting'))
        await store.save(reduceJob(job, { type: 'restarted' }))
      const urgency = ({ phase }: Job): number => (phase.state === 'completed' ? 0 : 1)
      const alive = left.filter(({ phase }) => phase.state !== 'submitting')
      const client = createRecoveryClient(
        tools.client,
        createRateLimiter({ clock, rate: RECOVERY_RATE }),
        alive.flatMap((job) => (job.phase.state === 'completed' ? [] : (requestOf(job)?.requestId ?? []))),
      )
      const goOnGently: Live = (one, lent) => continueCancel(one, { ...lent, client })
      for (const job of alive.toSorted((a, b) => urgency(a) - urgency(b)))
        // Nobody waits for it: how it ends is in the store.
        if (!underWay.has(job.facts.key)) begin(job.facts.key, (...lent) => goOn(job, goOnGently, ...lent))
    },
    async close() {
      abandon(closing)
      const sending = [...lives].filter(([{ job }]) => job.phase.state === 'submitting')
      await Promise.allSettled(sending.map(([, end]) => end))
    },
  }
}
