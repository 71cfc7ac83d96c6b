import type { Registry } from '#shared/nodes/registry.ts'
import { AppError } from '#shared/errors.ts'
import type { Step } from '#shared/run/reduceRun.ts'
import { planRunnable } from '#shared/run/planRunnable.ts'
import type { Clock } from '#shared/services.ts'
import type { OpenJob } from '#shared/api/historyRequests.ts'
import type { Job, JobState } from '../../jobs/job.ts'
import { requestOf } from '../../jobs/job.ts'
import type { JobStore } from '../../jobs/jobStore.ts'
import { isAtEngine, openStates } from '../../jobs/jobStore.ts'
import type { LocalHandlers } from '../requests/localRequests.ts'
import type { History, HistoryRow } from '../../library/history.ts'
import type { Runs, RunSource } from '../../library/runs.ts'
import type { Announcer } from '../events/announcer.ts'
import type { Engines } from '../engines/engines.ts'
import { parseWorkflow } from '../workflows/parseWorkflow.ts'
import type { PendingPrompts } from './pendingPrompts.ts'
import { cancelOpenJobs } from './jobHandlers.ts'
import { pastEvents } from './pastEvents.ts'
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
  readonly store: JobStore
  readonly registry: Registry
  readonly clock: Clock
  readonly announcer: Pick<Announcer, 'announceRows'>
  readonly pendingPrompts: Pick<PendingPrompts, 'answer'>
}

type RunHandlers = Pick<LocalHandlers, Extract<keyof LocalHandlers, `run.${string}`>>

export function createRunHandlers(options: RunHandlersOptions): RunHandlers {
  const { announcer, clock, engines, history, log, queue, registry, runs, starter, store } = options

  /** Cancels a run that was interrupted, and what is left of it at the engine. */
  async function cancelInterrupted(run: string): Promise<void> {
    const source = runs.source(run)
    if (source === null) throw unknownRun(run)
    const jobs = store.list({ run, states: openStates })
    if (jobs.length > 0) await cancelOpenJobs(jobs, source.request.engine, engines)
    runs.finish(run, 'cancelled', null, clock.now())
    announcer.announceRows()
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
      else if (rowOf(run).state === 'interrupted') await cancelInterrupted(run)
      else throw new AppError('input.invalid', 'This run is over.')
      return {}
    },
    'run.cancelNode'({ run, node }) {
      queue.cancelNode(run, node)
      return {}
    },
    async 'run.resume'({ run, approved }) {
      return { plan: await options.resumed.resume(run, approved) }
    },
    'run.totals': () => history.totals(),
    'run.remove'({ run, confirm }) {
      const { state } = rowOf(run)
      if (state === 'running' || state === 'queued' || state === 'interrupted')
        throw new AppError('input.invalid', 'Only a run that is over can be removed. Cancel it first.')
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
      const events = log.read(run) ?? readPast(past, source, runs.steps(run))
      return { row, text: source.workflow, events: [...events] }
    },
  }

  /** What is written down of a step does not tell when it began, nor whether a job of it still goes on; its jobs do. */
  function withOpenJobs(run: string, steps: ReturnType<Runs['steps']>): ReturnType<Runs['steps']> {
    const all = store.list({ run })
    const jobs = new Map(all.map(({ facts }) => [facts.node, facts.createdAt]))
    const open = new Set(all.filter(({ phase }) => isAtEngine(phase.state)).map(({ facts }) => facts.node))
    const entries = Object.entries(steps).map(([node, step]): [string, Step] => {
      if (step.phase === 'cancelled') {
        const { goesOn: _, ...rest } = step
        return [node, open.has(node) ? { ...rest, goesOn: true } : rest]
      }
      if (step.phase !== 'done' || step.reused) return [node, step]
      return [node, { ...step, startedAt: step.startedAt ?? jobs.get(node) ?? null }]
    })
    return Object.fromEntries(entries)
  }

  /** The events of a run of an earlier process. */
  function readPast(past: HistoryRow, { workflow, request }: RunSource, steps: ReturnType<Runs['steps']>) {
    const planned = planRunnable(parseWorkflow(workflow), registry, request.targets ?? undefined)
    const nodes = [...planned.muted.map(({ node }) => node), ...planned.steps.map(({ node }) => node.id)]
    // What ran stays told, also where the node types of today plan otherwise.
    return pastEvents(past, [...new Set([...nodes, ...Object.keys(steps)])], withOpenJobs(past.id, steps))
  }
}

/** Where a job may still cost, and may still bring something. */
const undecidedStates: readonly JobState[] = [...openStates.filter((state) => state !== 'created'), 'unknown']

const toOpenJob = (job: Job): OpenJob => ({
  job: job.facts.id,
  node: job.facts.node,
  state: job.phase.state,
  requestId: requestOf(job)?.requestId ?? null,
})

const unknownRun = (run: string): AppError => new AppError('input.invalid', `There is no run ${run}.`)
