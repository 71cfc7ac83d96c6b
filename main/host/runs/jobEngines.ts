import { AppError } from '#shared/errors.ts'
import { cancelOpenJob } from '../../jobs/cancelOpenJob.ts'
import type { Job } from '../../jobs/job.ts'
import { modeOfJob, payerOf } from '../../jobs/job.ts'
import type { JobStore } from '../../jobs/jobStore.ts'
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
      if (engine.account !== job.facts.account)
        throw new AppError(
          'account.key',
          `The job ${job.facts.id} belongs to another key or address of ${engine.title}. Set that one first.`,
        )
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

/** Cancels the rest of jobs at their engines, if they belong to the current accounts. */
export async function cancelOpenJobs(jobs: readonly Job[], engines: Engines): Promise<void> {
  const groups = Map.groupBy(jobs, (job) => JSON.stringify([payerOf(job.facts).engine, modeOfJob(job)]))
  await Promise.all(
    [...groups.values()].map(async ([first, ...rest]) => {
      if (first === undefined) return
      const { engine, release } = await engines.acquire(payerOf(first.facts).engine, modeOfJob(first))
      try {
        const own = [first, ...rest].filter(({ facts }) => facts.account === engine.account)
        await Promise.all(own.map((job) => cancelOpenJob(engine.jobs, job)))
      } finally {
        release()
      }
    }),
  )
}
