import { AppError } from '#shared/errors.ts'
import type { JobResult } from '#shared/services.ts'
import { isAbandoned } from './abandon.ts'
import type { Job, JobState } from './job.ts'
import { openStates } from './jobStore.ts'
import type { JobTools, LiveJob } from './liveJob.ts'

/** A part of a job's life, from its current state to its end. */
export type RunLive = (live: LiveJob, tools: JobTools) => Promise<JobResult>

/** States in which a cancelled job continues at the engine, or is done there. */
const followStates: readonly JobState[] = openStates.filter(
  (state) => state !== 'created' && state !== 'submitting',
)

/** The jobs that this process runs, and those that continue at the engine though they were cancelled here. */
export interface LiveJobs {
  /** Runs a job to its end; an unknown outcome names the job, so that the user can settle it. */
  live(one: LiveJob, run: RunLive): Promise<JobResult>
  /** The cancelled job of this key that continues at the engine: returned once, then it belongs to the caller. */
  takeActive(key: string): Job | undefined
  /** Adds a job to those that continue at the engine. */
  addActive(job: Job): void
  /** Resolves once the jobs that are being submitted have ended. */
  submitted(): Promise<void>
}

export function createLiveJobs(tools: JobTools): LiveJobs {
  const lives = new Map<LiveJob, Promise<unknown>>()
  /** By key: cancelled jobs that continue at the engine. */
  const activeJobs = new Map<string, Job>()
  return {
    async live(one, run) {
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
    },
    takeActive(key) {
      const job = activeJobs.get(key)
      activeJobs.delete(key)
      return job
    },
    addActive: (job) => void activeJobs.set(job.facts.key, job),
    async submitted() {
      const sending = [...lives].filter(([{ job }]) => job.phase.state === 'submitting')
      await Promise.allSettled(sending.map(([, end]) => end))
    },
  }
}
