import type { Registry } from '#shared/nodes/registry.ts'
import { AppError } from '#shared/errors.ts'
import type { Clock } from '#shared/services.ts'
import type { OpenJob } from '#shared/api/historyRequests.ts'
import type { UncancelledJob } from '#shared/api/uncancelled.ts'
import type { Job, JobState } from '../../jobs/job.ts'
import { requestOf } from '../../jobs/job.ts'
import type { JobStore } from '../../jobs/jobStore.ts'
import { openStates } from '../../jobs/jobStore.ts'
import type { LocalHandlers } from '../requests/localRequests.ts'
import type { History } from '../../library/history.ts'
import type { RunLook } from '../../library/runLooks.ts'
import type { Runs } from '../../library/runs.ts'
import { termsOf } from '../results/matching.ts'
import type { Announcer } from '../events/announcer.ts'
import type { Engines } from '../engines/engines.ts'
import type { PendingPrompts } from './pendingPrompts.ts'
import { cancelOpenJobs } from './jobEngines.ts'
import { readPastRun } from './readPastRun.ts'
import type { RunLog } from './runLog.ts'
import type { ResumedRuns } from './resumedRuns.ts'
import type { RunQueue } from './runQueue.ts'
import type { RunStarter } from './runStarter.ts'

export interface RunHandlersOptions {
  readonly queue: RunQueue
  readonly starter: RunStarter
  readonly resumed: ResumedRuns
  readonly plan: RunHandlers['run.plan']
  readonly log: RunLog
  readonly engines: Engines
  readonly runs: Runs
  readonly history: History
  readonly looksOf: (runs: readonly string[]) => Promise<readonly RunLook[]>
  readonly store: JobStore
  /** The node types as they are now. */
  readonly registry: () => Registry
  readonly clock: Clock
  readonly announcer: Pick<Announcer, 'announceRows'>
  readonly pendingPrompts: Pick<PendingPrompts, 'answer'>
}

type RunHandlers = Pick<LocalHandlers, Extract<keyof LocalHandlers, `run.${string}`>>

export function createRunHandlers(options: RunHandlersOptions): RunHandlers {
  const { announcer, clock, engines, history, log, queue, runs, starter, store } = options

  /** Cancels an interrupted run, and the rest of it at its engines; returns the jobs that could not be cancelled. */
  async function cancelInterrupted(run: string): Promise<readonly UncancelledJob[]> {
    if (runs.source(run) === null) throw unknownRun(run)
    const left = await cancelOpenJobs(store.list({ run, states: openStates }), { engines, store })
    // Somebody may have resumed it while the engine was asked.
    if (queue.holds(run)) queue.cancel(run)
    else if (rowOf(run).state === 'interrupted') {
      runs.finish(run, 'cancelled', null, clock.now())
      announcer.announceRows()
    }
    return left
  }

  function rowOf(run: string) {
    const row = queue.row(run)
    if (row === null) throw unknownRun(run)
    return row
  }

  return {
    'run.start': (input) => starter.start(input),
    'run.plan': (input) => options.plan(input),
    'run.answer': (given) => options.pendingPrompts.answer(given),
    async 'run.cancel'({ run }) {
      if (queue.holds(run)) queue.cancel(run)
      else if (rowOf(run).state === 'interrupted') {
        const left = await cancelInterrupted(run)
        return left.length === 0 ? {} : { left: [...left] }
      } else throw new AppError('input.invalid', 'This run has already ended.')
      return {}
    },
    'run.cancelNode'({ run, node }) {
      queue.cancelNode(run, node)
      return {}
    },
    async 'run.resume'({ run, ...of }) {
      return { plan: await options.resumed.resume(run, of) }
    },
    async 'run.retry'({ run, ...of }) {
      return { plan: await options.resumed.retry(run, of) }
    },
    'run.totals': () => history.totals(),
    'run.past': ({ before, text, most }) => [...queue.past({ before, words: termsOf(text), limit: most })],
    'run.looks': async ({ runs: wanted }) => [...(await options.looksOf(wanted))],
    'run.remove'({ run, confirm }) {
      const { state } = rowOf(run)
      if (state === 'running' || state === 'queued' || state === 'interrupted')
        throw new AppError('input.invalid', 'This run has not ended. Cancel it before removing it.')
      const open = store.list({ run, states: undecidedStates })
      if (open.length > 0 && !confirm) return { removed: false, open: open.map(toOpenJob) }
      history.remove(run, clock.now())
      announcer.announceRows()
      return { removed: true, open: [] }
    },
    'run.clear'({ confirm }) {
      const left = history.clear(clock.now(), confirm ? [] : undecidedStates)
      announcer.announceRows()
      return { left }
    },
    'run.move'({ run, place }) {
      queue.move(run, place)
      return {}
    },
    'run.list': () => [...queue.rows()],
    'run.open'({ run }) {
      const [row, source, past] = [rowOf(run), runs.source(run), history.row(run)]
      if (source === null || past === null) throw unknownRun(run)
      const events = log.read(run) ?? readPastRun(past, source, options)
      return { row, text: source.workflow, events: [...events] }
    },
  }
}

/** If a job may still cost money, and may still bring a result. */
const undecidedStates: readonly JobState[] = [...openStates.filter((state) => state !== 'created'), 'unknown']

const toOpenJob = (job: Job): OpenJob => ({
  job: job.facts.id,
  node: job.facts.node,
  state: job.phase.state,
  requestId: requestOf(job)?.requestId ?? null,
})

const unknownRun = (run: string): AppError => new AppError('input.invalid', `There is no run ${run}.`)
