import { AppError } from '#shared/errors.ts'
import type { JobResult } from '#shared/services.ts'
import { isAbandoned } from './abandon.ts'
import type { Job, JobState } from './job.ts'
import { openStates } from './jobStore.ts'
import type { JobTools, LiveJob } from './liveJob.ts'

/** A part of a job's life, from where it stands to its end. */
export type RunLive = (live: LiveJob, tools: JobTools) => Promise<JobResult>

/** Where a job that was called off goes on at the engine, or is done there. */
const followStates: readonly JobState[] = openStates.filter(
  (state) => state !== 'created' && state !== 'submitting',
)

/** The jobs that this process lives, and those that go on at the engine though they were called off here. */
export interface LiveJobs {
  /** Lives a job; an end that leaves it unknown names the job, so that a person can settle it. */
  live(one: LiveJob, run: RunLive): Promise<JobResult>
  /** The job of this key that was called off and goes on at the engine: once, then it is whoever's that asked. */
  takeActive(key: string): Job | undefined
  /** Adds a job to those that go on at the engine. */
  addActive(job: Job): void
  /** Resolves once those that are being submitted have ended. */
  submitted(): Promise<void>
}

export function createLiveJobs(tools: JobTools): LiveJobs {
  const lives = new Map<LiveJob, Promise<unknown>>()
  /** By key: jobs that were called off and go on at the engine. */
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
