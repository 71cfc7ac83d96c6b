import type { OutputName } from '#shared/catalogue/endpoint.ts'
import { AppError } from '#shared/errors.ts'
import type { JobRequest, JobResult } from '#shared/services.ts'
import { STOP_REQUESTED } from './cancelJob.ts'
import type { Body } from './encodeInput.ts'
import { encodeInput } from './encodeInput.ts'
import type { Job } from './job.ts'
import type { JobOutcome, StartWork } from './jobWork.ts'
import type { LiveJob } from './liveJob.ts'
import { createLiveJob } from './liveJob.ts'
import type { LiveJobs, RunLive } from './liveJobs.ts'
import { reduceJob } from './reduceJob.ts'
import type { JobsOptions } from './remoteJobs.ts'
import { runJob } from './runJob.ts'

type Notify = Parameters<StartWork>[1]

/** Takes jobs from the store, or adds new ones to it, and runs them. */
export interface JobRunner {
  /** The equal job to use, or null when a new one is needed. `since`: wall-clock milliseconds. */
  findEqual(key: string, since: number | undefined): Promise<Job | null>
  /** A new job for a request: encoded, recorded, run. Nothing is recorded that was cancelled by then. */
  runNew(request: JobRequest, key: string, signal: AbortSignal, notify: Notify): Promise<JobResult>
  /** Continues a stored job from its current state. Rejects with `input.invalid` if there is none. */
  goOn(
    job: Job,
    run: RunLive,
    signal: AbortSignal,
    notify: Notify,
    expects?: readonly OutputName[],
  ): Promise<JobOutcome>
}

export function createJobRunner(options: JobsOptions, { live }: Pick<LiveJobs, 'live'>): JobRunner {
  const { account, clock, engine, store } = options

  /** A stored job, with its body if that is still to be sent. */
  function openJob(job: Job, lent: Omit<Parameters<typeof createLiveJob>[2], 'store'>): LiveJob {
    const { state } = job.phase
    // Of an unknown job it shows which listed request is its own.
    const body = state === 'created' || state === 'unknown' ? store.body(job.facts.id) : new Uint8Array()
    if (body === null && state === 'created')
      throw new AppError('library.broken', `What the job ${job.facts.id} sends is not in the library.`)
    return createLiveJob(job, body ?? new Uint8Array(), { store, ...lent })
  }

  function newJob({ endpoint, run, node, item }: JobRequest, key: string, body: Body): Job {
    return {
      facts: {
        id: options.newId(),
        key,
        engine,
        modelId: endpoint.modelId,
        bodySha256: body.sha256,
        bodyBytes: body.bytes.length,
        account,
        run,
        node,
        item,
        createdAt: clock.now(),
        outputs: endpoint.outputs,
      },
      phase: { state: 'created', tries: 0 },
    }
  }

  return {
    async findEqual(key, since) {
      const job = store.findEqual({ engine, account }, key)
      if (job?.phase.state === 'downloaded' && since !== undefined && job.facts.createdAt < since) return null
      if (job?.phase.state !== 'created') return job
      // Nothing of it was sent, and its addresses may be outdated: it is replaced by one that is encoded again.
      await store.save(reduceJob(job, { type: 'withdrawn' }))
      return null
    },
    async runNew(request, key, signal, notify) {
      const body = await encodeInput(request.input, {
        assets: options.assets,
        outgoing: options.outgoing,
        isOwnOutput: options.egress.isOwnOutput,
        title: options.title,
        limits: options.limits,
        now: clock.now(),
        uploads: await options.uploads?.(),
        signal,
        onNote: (status) => notify({ status }),
      })
      if (signal.aborted) throw signal.reason
      const job = newJob(request, key, body)
      await store.add(job, body.bytes)
      return live(createLiveJob(job, body.bytes, { store, signal, notify }), runJob)
    },
    async goOn({ facts }, run, signal, notify, expects) {
      // Its current state: the caller may have found it a while ago.
      const job = store.get(facts.id)
      if (job === null) throw new AppError('input.invalid', `There is no job ${facts.id}.`)
      const one = openJob(job, { signal, notify, ...(expects && { expects }) })
      try {
        return await live(one, run)
      } catch (thrown) {
        if (isAskedToStop(job) && one.job.phase.state === 'cancelled' && !signal.aborted) return null
        throw thrown
      }
    },
  }
}

/** Whether a cancel of it has begun whose outcome is not known. */
const isAskedToStop = ({ phase }: Job): boolean =>
  phase.state === 'cancelling' || (phase.state === 'in_progress' && phase.word === STOP_REQUESTED)
