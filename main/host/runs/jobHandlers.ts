import { AppError } from '#shared/errors.ts'
import type { Input, Output } from '#shared/api/contract.ts'
import type { Approval } from '#shared/run/approval.ts'
import type { RunOutline } from '#shared/run/outline.ts'
import type { Log } from '#shared/services.ts'
import type { LocalHandlers } from '../requests/localRequests.ts'
import { allowAgain, attachRequest, checkAllowable, checkAttachable } from '../../jobs/decide.ts'
import type { Lookup } from '../../jobs/findRequest.ts'
import type { Job } from '../../jobs/job.ts'
import type { JobStore } from '../../jobs/jobStore.ts'
import { openStates } from '../../jobs/jobStore.ts'
import { forgetAnswer } from '../../library/forgetAnswer.ts'
import type { Database } from '../../library/database.ts'
import type { Runs } from '../../library/runs.ts'
import type { Engines } from '../engines/engines.ts'
import type { JobEngines } from './jobEngines.ts'
import { createJobEngines } from './jobEngines.ts'
import type { ResumedRuns } from './resumedRuns.ts'
import type { RunQueue } from './runQueue.ts'

export interface JobHandlersOptions {
  readonly queue: RunQueue
  readonly resumed: ResumedRuns
  readonly engines: Engines
  readonly runs: Runs
  readonly store: JobStore
  readonly database: Database
  readonly log: Log
}

type JobHandlers = Pick<LocalHandlers, Extract<keyof LocalHandlers, `job.${string}`>>

/** The user's decisions about single jobs. */
export function createJobHandlers(options: JobHandlersOptions): JobHandlers {
  const { queue, store, database } = options
  const engines = createJobEngines(options)
  const { metIn, goOnIfApproved, goOnWith } = createJobRuns(options, engines)

  async function attach({
    job: id,
    request,
    run,
    confirm = false,
    approved,
  }: Input<'job.attach'>): Promise<Output<'job.attach'>> {
    const job = engines.find(id)
    checkAttachable(store, job, request)
    const found = await engines.use(job, ({ jobs }) => jobs.examine(job, request))
    if (found.differences.length > 0 && !confirm) return { attached: false, found }
    // The current state: the engine may have been slow, and another decision may have been made.
    const attached = await attachRequest(store, engines.find(id), request)
    return { attached: true, ...(await goOnWith(attached, metIn(job, run ?? null), approved)) }
  }

  async function find({ job: id, run, approved }: Input<'job.find'>): Promise<Output<'job.find'>> {
    const job = engines.find(id)
    const outcome = await engines.use(job, ({ jobs }) => jobs.find(job))
    const words = describeLookup(outcome)
    if (outcome.state !== 'found') return { state: outcome.state, words }
    const resumedRun = await goOnWith(engines.find(id), metIn(job, run ?? null), approved)
    return { state: 'found', requestId: outcome.request.requestId, words, ...resumedRun }
  }

  async function refresh({ job: id, run, approved }: Input<'job.refresh'>): Promise<Output<'job.refresh'>> {
    const job = engines.find(id)
    const resumedRun = metIn(job, run ?? null)
    const waiter = { signal: new AbortController().signal, onUpdate: () => {} }
    try {
      const { notes = [] } = await engines.use(job, ({ jobs }) => jobs.refresh(job, waiter))
      // The stored result may lack outputs that have arrived by now.
      forgetAnswer(database, job)
      const message = ['The output has arrived.', ...notes].join(' ')
      return { state: 'downloaded', words: message, ...(await goOnIfApproved(resumedRun, approved)) }
    } catch (thrown) {
      if (!(thrown instanceof AppError) || thrown.code !== 'job.awaited') throw thrown
      return { state: 'awaited', words: thrown.message, run: resumedRun }
    }
  }

  return {
    'job.attach': attach,
    async 'job.detach'({ job: id }) {
      const job = engines.find(id)
      await engines.use(job, ({ jobs }) => jobs.detach(job))
      forgetAnswer(database, job)
      return {}
    },
    'job.refresh': refresh,
    'job.find': find,
    async 'job.submitAgain'({ job: id, run, approved }) {
      const job = engines.find(id)
      checkAllowable(job)
      const resumedRun = metIn(job, run)
      const { goOn, plan } = await options.resumed.prepare(resumedRun, { approved, job: id })
      // The current state: another decision may have been made meanwhile.
      await allowAgain(store, engines.find(id))
      goOn()
      return { run: resumedRun, plan }
    },
    async 'job.cancel'({ job: id }) {
      const job = engines.find(id)
      const { run, node } = job.facts
      if (queue.isActive(run)) queue.cancelNode(run, node)
      else if (openStates.includes(job.phase.state)) await engines.cancel(job)
      return {}
    },
  }
}

/** What was found out about an unknown job, for the user. */
function describeLookup(outcome: Lookup): string {
  switch (outcome.state) {
    case 'found':
      return `The engine lists it as the request ${outcome.request.requestId}. It was accepted, and goes on.`
    case 'not listed':
      return 'The engine does not list it. That proves nothing: it may have been accepted and charged nevertheless. The job stays unknown.'
    case 'no answer':
      return `The engine did not answer, so nothing is known: ${outcome.error.message}`
  }
}

/** The runs in which jobs are shown, and how those continue when a job has changed. */
function createJobRuns(
  { resumed, runs, log }: Pick<JobHandlersOptions, 'resumed' | 'runs' | 'log'>,
  engines: JobEngines,
) {
  const metIn = ({ facts }: Job, run: string | null): string =>
    run !== null && runs.get(run) !== null ? run : facts.run

  /** Resumes a run if the rest of it may be paid for. What was found out at no cost is kept in any case. */
  async function goOnIfApproved(
    run: string,
    approved: Approval | undefined,
  ): Promise<{ run: string; needsApproval?: true; plan?: RunOutline }> {
    try {
      const { goOn, plan } = await resumed.prepare(run, { approved })
      goOn()
      return { run, plan }
    } catch (thrown) {
      if (!(thrown instanceof AppError) || thrown.code !== 'approval.needed') throw thrown
      return { run, needsApproval: true }
    }
  }

  /**
   * Follows a job for which no run waits: its output is available for a limited time only. Its outcome is in the store.
   */
  function follow(job: Job): void {
    const waiter = { signal: new AbortController().signal, onUpdate: () => {} }
    engines
      .use(job, ({ jobs }) => jobs.settle(job, waiter))
      .catch((thrown: unknown) => log.info('job.ended', { job: job.facts.id, error: thrown }))
  }

  /** Resumes the run of a job whose request has become known, or else follows that alone. */
  async function goOnWith(
    job: Job,
    run: string,
    approved: Approval | undefined,
  ): ReturnType<typeof goOnIfApproved> {
    try {
      const resumedRun = await goOnIfApproved(run, approved)
      if (resumedRun.needsApproval) follow(job)
      return resumedRun
    } catch (thrown) {
      follow(job)
      throw thrown
    }
  }

  return { metIn, goOnIfApproved, goOnWith }
}
