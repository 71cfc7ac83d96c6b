import { AppError } from '#shared/errors.ts'
import type { EngineName } from '#shared/ipc/records.ts'
import type { Clock } from '#shared/services.ts'
import type { LocalHandlers } from '../../local/requests.ts'
import { callOff } from '../../jobs/callOff.ts'
import { allowAgain, attachRequest } from '../../jobs/decide.ts'
import type { Job } from '../../jobs/job.ts'
import type { JobStore } from '../../jobs/jobStore.ts'
import { openStates } from '../../jobs/jobStore.ts'
import type { Runs } from '../../services/library/runs.ts'
import type { Engines } from '../engines.ts'
import type { RunQueue } from './runQueue.ts'
import type { RunStarter } from './runStarter.ts'

export interface JobHandlersOptions {
  readonly queue: RunQueue
  readonly starter: RunStarter
  readonly engines: Engines
  readonly runs: Runs
  readonly store: JobStore
  readonly clock: Pick<Clock, 'now'>
}

type JobHandlers = Pick<LocalHandlers, Extract<keyof LocalHandlers, `job.${string}`>>

/** What a person decides about single jobs. */
export function createJobHandlers({
  queue,
  starter,
  engines,
  runs,
  store,
  clock,
}: JobHandlersOptions): JobHandlers {
  function find(id: string): Job {
    const job = store.get(id)
    if (job === null) throw new AppError('input.invalid', `There is no job ${id}.`)
    return job
  }

  /** Settles an unknown job as a person decided. The run in which it was met goes on with it. */
  async function decide(
    id: string,
    run: string | null,
    settle: (job: Job) => Promise<Job>,
  ): Promise<{ run: string }> {
    const job = find(id)
    const metIn = run !== null && runs.get(run) !== null ? run : job.facts.run
    await settle(job)
    starter.goOn(metIn)
    return { run: metIn }
  }

  return {
    'job.attach': ({ job: id, request, run }) =>
      decide(id, run, (job) => attachRequest(store, job, request, clock.now())),
    'job.submitAgain': ({ job: id, run }) => decide(id, run, (job) => allowAgain(store, job)),
    async 'job.cancel'({ job: id }) {
      const job = find(id)
      const { run, node } = job.facts
      if (queue.goesOn(run)) queue.cancelNode(run, node)
      else if (openStates.includes(job.phase.state))
        await callOffAll([job], runs.source(run)?.request.engine ?? 'practice', engines)
      return {}
    },
  }
}

/** Calls off what is left of jobs at their engine, as far as they are those of the account that is set. */
export async function callOffAll(jobs: readonly Job[], name: EngineName, engines: Engines): Promise<void> {
  const { engine, giveBack } = await engines.borrow(name)
  try {
    const own = jobs.filter(({ facts }) => facts.account === engine.account)
    await Promise.all(own.map((job) => callOff(engine.jobs, job)))
  } finally {
    giveBack()
  }
}
