import { AppError } from '#shared/errors.ts'
import type { JobResult } from '#shared/services.ts'
import { silentLog } from '#shared/services.ts'
import { isPlanned } from './awaitOutput.ts'
import { continueCancel, continueJob } from './continueJob.ts'
import { examineRequest } from './examineRequest.ts'
import { detachRequest, isDecided } from './decide.ts'
import { lookForRequest } from './findRequest.ts'
import { abandon, released } from './abandon.ts'
import type { Charged, Job } from './job.ts'
import { jobKey } from './jobKey.ts'
import { createJobRunner } from './jobRunner.ts'
import type { JobOutcome } from './jobWork.ts'
import { createJobWorks } from './jobWork.ts'
import { keepAnswers } from './keepAnswer.ts'
import type { JobTools } from './liveJob.ts'
import { createLiveJobs } from './liveJobs.ts'
import { createMemoryDurations, createPolls } from './polls.ts'
import { recoverJobs } from './recoverJobs.ts'
import { refreshJob } from './refreshJob.ts'
import type { JobsOptions, RemoteJobs } from './remoteJobs.ts'

const PATIENCE = 600_000

/** Of a job that had not begun nothing is charged; but one that can be stopped may have worked for a while. */
const chargedIfCancelled = (stops: JobsOptions['stopsRunningJobs']): Charged =>
  stops === 'nothing' ? 'no' : 'unknown'

/**
 * The remote jobs of one engine and account. Equal jobs (see `jobKey`) are shared: a job in progress is joined, one
 * that an earlier process left is taken up, a cached one is reused, and an unknown one is never submitted again in
 * parallel.
 */
export function createJobs(options: JobsOptions): RemoteJobs {
  const { account, engine, store } = options
  const closing = new AbortController()
  const tools = createTools(options, closing.signal)
  const lives = createLiveJobs(tools)
  const works = createJobWorks(closing.signal, followOn, (thrown) => isDecided(store, thrown))
  const { findEqual, goOn, runNew } = createJobRunner(options, lives)

  /** Follows a cancelled job that continues nevertheless to its end: it is paid for. Its outcome is in the store. */
  function followOn(key: string): void {
    const job = lives.takeActive(key)
    if (job !== undefined && !closing.signal.aborted && works.get(key) === undefined)
      works.begin(key, (...lent) => goOn(job, continueCancel, ...lent))
  }

  return {
    async run(request, waiter) {
      const key = jobKey(request.endpoint, request.input)
      for (;;) {
        const made = await works.join(key, waiter, async (signal, notify) => {
          const equal = await findEqual(key, request.since)
          if (equal === null) return runNew(request, key, signal, notify)
          const made = await goOn(equal, continueJob, signal, notify, request.endpoint.outputs)
          // A result from before was charged to the run that requested it.
          const existing = equal.phase.state === 'downloaded' && equal.facts.run !== request.run
          return made !== null && existing ? { ...made, cost: null } : made
        })
        if (made !== null) return made
      }
    },
    stored({ endpoint, input }) {
      const phase = store.findEqual({ engine, account }, jobKey(endpoint, input))?.phase
      return phase?.state === 'downloaded' && phase.media.every(([, media]) => tools.has(media))
    },
    examine: async (job, requestId) =>
      examineRequest(job, store.body(job.facts.id), requestId, tools, closing.signal),
    find: async (job) => lookForRequest(job, tools, store, closing.signal),
    async detach({ facts }) {
      const work = works.get(facts.key)
      // Following the request would record its results.
      work?.stop(released)
      await work?.ended
      const job = store.get(facts.id)
      if (job === null) throw new AppError('input.invalid', `There is no job ${facts.id}.`)
      return detachRequest(store, job)
    },
    async refresh(job, waiter) {
      const { id, key } = job.facts
      const work = works.get(key)
      // Nobody waits for jobs that are read on their own schedule; a user who needs one can ask for it.
      if (work?.waitedFor === false) {
        work.stop(released)
        await work.ended
      }
      const made = await works
        .join(key, waiter, (...lent) => goOn(job, refreshJob, ...lent))
        .finally(() => {
          const left = store.get(id)
          if (left === null || !isPlanned(left)) return
          // The user has requested its output in vain: it continues on its own schedule.
          lives.addActive(left)
          followOn(key)
        })
      return madeOf(job, made)
    },
    settle: async (job, waiter) =>
      madeOf(job, await works.join(job.facts.key, waiter, (...lent) => goOn(job, continueJob, ...lent))),
    recover: () =>
      recoverJobs(
        options,
        tools,
        (key) => works.get(key) !== undefined,
        (job, run) => works.begin(job.facts.key, (...lent) => goOn(job, run, ...lent)),
      ),
    async close() {
      abandon(closing)
      await lives.submitted()
    },
  }
}

function createTools(options: JobsOptions, closing: AbortSignal): JobTools {
  const { account, assets, clock, egress, engine, store } = options
  return {
    client: keepAnswers(options.client, { assets, clock }),
    download: egress.download,
    assets,
    has: (media) => assets.has?.(media) ?? true,
    clock,
    random: options.random,
    chargedIfCancelled: chargedIfCancelled(options.stopsRunningJobs),
    patience: options.patience ?? PATIENCE,
    polls: options.polls ?? createPolls(createMemoryDurations()),
    log: options.log ?? silentLog,
    claim(requestId, job) {
      const owner = store.ownerOf(requestId, { engine, account })
      return owner === null || owner === job
    },
    isUndecided: (job) => store.get(job)?.phase.state === 'unknown',
    closing,
  }
}

/** The result of a job, for a caller that has not cancelled it. */
function madeOf(job: Job, made: JobOutcome): JobResult {
  if (made !== null) return made
  throw new AppError('job.cancelled', 'The job was cancelled.', { data: { job: job.facts.id } })
}
