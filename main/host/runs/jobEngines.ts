import type { UncancelledJob } from '#shared/api/uncancelled.ts'
import { AppError } from '#shared/errors.ts'
import { cancelOpenJob } from '../../jobs/cancelOpenJob.ts'
import type { Job } from '../../jobs/job.ts'
import { modeOfJob, payerOf } from '../../jobs/job.ts'
import type { JobStore } from '../../jobs/jobStore.ts'
import { reduceJob } from '../../jobs/reduceJob.ts'
import type { AttachedEngine } from '../engines/attachEngine.ts'
import type { Engines } from '../engines/engines.ts'

/** Single jobs, and the engines that have them. */
export interface JobEngines {
  /** Throws `input.invalid` if there is none. */
  find(id: string): Job
  /** Uses the engine of the job with the account that it belongs to. Rejects with `account.key`. */
  use<T>(job: Job, work: (engine: AttachedEngine) => Promise<T>): Promise<T>
  /** Cancels the rest of one at its engine. Rejects as `use`. */
  cancel(job: Job): Promise<void>
}

export interface JobEnginesOptions {
  readonly engines: Engines
  readonly store: Pick<JobStore, 'get'>
}

export function createJobEngines({ engines, store }: JobEnginesOptions): JobEngines {
  const use: JobEngines['use'] = async (job, work) => {
    const { engine, release } = await engines.acquire(payerOf(job.facts).engine, modeOfJob(job))
    try {
      if (engine.account !== job.facts.account) throw ofAnotherKey(job, engine)
      return await work(engine)
    } finally {
      release()
    }
  }
  return {
    find(id) {
      const job = store.get(id)
      if (job === null) throw new AppError('input.invalid', `There is no job ${id}.`)
      return job
    },
    use,
    cancel: (job) => use(job, ({ jobs }) => cancelOpenJob(jobs, job)),
  }
}

/**
 * Cancels the rest of jobs at their engines, as far as those can be reached with the accounts that the jobs belong to;
 * returns the others, which stay as they are. A job of which nothing was sent needs no engine.
 */
export async function cancelOpenJobs(
  jobs: readonly Job[],
  { engines, store }: Pick<JobEnginesOptions, 'engines'> & { readonly store: Pick<JobStore, 'save'> },
): Promise<readonly UncancelledJob[]> {
  const groups = Map.groupBy(jobs, (job) => JSON.stringify([payerOf(job.facts).engine, modeOfJob(job)]))
  const ended = await Promise.allSettled([...groups.values()].map((group) => cancelGroup(group, engines)))
  const failed = ended.find(({ status }) => status === 'rejected')
  if (failed?.status === 'rejected') throw failed.reason
  const left = ended.flatMap((each) => (each.status === 'fulfilled' ? each.value : []))
  for (const { job } of left)
    if (job.phase.state === 'created') await store.save(reduceJob(job, { type: 'withdrawn' }))
  return left.flatMap(({ job, error }) =>
    job.phase.state === 'created' ? [] : [{ job: job.facts.id, error: error.toJSON() }],
  )
}

/** The jobs of one engine; returns those that are not its current account's, or all if it cannot be used. */
async function cancelGroup(
  jobs: readonly Job[],
  engines: Engines,
): Promise<readonly { readonly job: Job; readonly error: AppError }[]> {
  const [first] = jobs
  if (first === undefined) return []
  const acquired = await engines
    .acquire(payerOf(first.facts).engine, modeOfJob(first))
    .catch((thrown: unknown) => {
      if (thrown instanceof AppError) return thrown
      throw thrown
    })
  if (acquired instanceof AppError) return jobs.map((job) => ({ job, error: acquired }))
  const { engine, release } = acquired
  const isOwn = ({ facts }: Job): boolean => facts.account === engine.account
  try {
    await Promise.all(jobs.filter(isOwn).map((job) => cancelOpenJob(engine.jobs, job)))
    return jobs.filter((job) => !isOwn(job)).map((job) => ({ job, error: ofAnotherKey(job, engine) }))
  } finally {
    release()
  }
}

const ofAnotherKey = ({ facts }: Job, { title }: Pick<AttachedEngine, 'title'>): AppError =>
  new AppError(
    'account.key',
    `The job ${facts.id} belongs to another key or address of ${title}. Set that one first.`,
  )
