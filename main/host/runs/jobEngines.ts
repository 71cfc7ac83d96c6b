import { AppError } from '#shared/errors.ts'
import type { EngineName } from '#shared/catalogue/engineName.ts'
import { cancelOpenJob } from '../../jobs/cancelOpenJob.ts'
import type { Job } from '../../jobs/job.ts'
import type { JobStore } from '../../jobs/jobStore.ts'
import type { Runs } from '../../library/runs.ts'
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
  readonly runs: Pick<Runs, 'source'>
  readonly store: Pick<JobStore, 'get'>
}

export function createJobEngines({ engines, runs, store }: JobEnginesOptions): JobEngines {
  const engineOf = ({ facts }: Job): EngineName => runs.source(facts.run)?.request.engine ?? 'practice'
  const use: JobEngines['use'] = async (job, work) => {
    const { engine, release } = await engines.acquire(engineOf(job))
    try {
      if (engine.account !== job.facts.account)
        throw new AppError(
          'account.key',
          `The job ${job.facts.id} belongs to another key or address of the API. Set that one first.`,
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

/** Cancels the rest of jobs at their engine, if they belong to the current account. */
export async function cancelOpenJobs(
  jobs: readonly Job[],
  name: EngineName,
  engines: Engines,
): Promise<void> {
  const { engine, release } = await engines.acquire(name)
  try {
    const own = jobs.filter(({ facts }) => facts.account === engine.account)
    await Promise.all(own.map((job) => cancelOpenJob(engine.jobs, job)))
  } finally {
    release()
  }
}
