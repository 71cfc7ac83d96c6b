import type { RunRow } from '#shared/api/records.ts'
import type { RunEvent } from '#shared/run/run.ts'
import type { Clock, Log, UserPrompts } from '#shared/services.ts'
import { AppError, toAppError } from '#shared/errors.ts'
import type { History, HistoryRow } from '../../library/history.ts'
import type { Runs } from '../../library/runs.ts'
import { openRunStates } from '../../library/runs.ts'
import type { Announcer } from '../events/announcer.ts'
import type { Engines } from '../engines/engines.ts'
import { createRest } from './rest.ts'
import type { ActiveRun, QueuedRun } from './startQueuedRun.ts'
import { startQueuedRun } from './startQueuedRun.ts'
import { createBlockedRuns } from './blockedRuns.ts'
import type { RunNodes } from './runNodes.ts'
import type { RunJobs } from './runJobs.ts'
import type { RunLog } from './runLog.ts'
import { createFifoQueue } from './fifoQueue.ts'

/** The runs of this process: one at a time, but for those that wait for a person; the others wait in line. Everything that happens is written down and told. */
export interface RunQueue {
  /** Takes a run whose row is written down. One that goes on has its turn again after it has ended. */
  add(queuedRun: QueuedRun, first: boolean): void
  /** Whether a run goes on or waits here. */
  holds(run: string): boolean
  isActive(run: string): boolean
  waits(run: string): boolean
  /** Rejects with `input.invalid` for a run that is not here. */
  cancel(run: string): void
  cancelNode(run: string, node: string): void
  move(run: string, position: number): void
  /** What goes on, what waits in its order, then what is over, the newest first. */
  rows(): readonly RunRow[]
  row(run: string): RunRow | null
  /** Leaves what goes on as it is: it is interrupted, and can be resumed. */
  close(): void
}

export interface RunQueueOptions {
  readonly engines: Engines
  readonly runs: Runs
  readonly history: History
  readonly nodes: RunNodes
  readonly jobs: RunJobs
  readonly log: RunLog
  readonly hostLog?: Log
  readonly clock: Clock
  /** Absent where nobody can be asked. */
  readonly userPrompts: UserPrompts | undefined
  readonly announcer: Pick<Announcer, 'announce' | 'announceRun' | 'announceRows'>
}

/** How many runs that are over a list has. */
const MAX_ROWS = 200

export function createRunQueue(options: RunQueueOptions): RunQueue {
  const { announcer, clock, engines, history, log, userPrompts: people, runs } = options
  const waiting = createFifoQueue<QueuedRun>()
  const activeRuns = new Map<string, ActiveRun>()
  const blockedRuns = createBlockedRuns()
  /** Runs whose history is not complete, which was told. */
  const unrecorded = new Set<string>()
  const { nodes } = options
  let closed = false
  const rest = createRest(() => closed)

  function emit(run: string, event: RunEvent): void {
    // From here on the run is the next process's: nothing more is written down of it.
    if (closed) return
    try {
      if (event.type === 'run.finished') runs.finish(run, event.state, event.cost, event.at)
      else runs.record(run, event)
    } catch (thrown) {
      // The run goes on: its jobs are in the store all the same, or it stops by itself.
      options.hostLog?.error('history.unwritten', { run, of: event.type, error: thrown })
      if (!unrecorded.has(run))
        announcer.announce({ type: 'history.incomplete', run, why: toAppError(thrown).message })
      unrecorded.add(run)
    }
    if (changesJobs.has(event.type)) options.jobs.forget(run)
    log.add(run, event)
    const works = nodes.follow(run, event)
    announcer.announceRun(run, event)
    const moved = blockedRuns.follow(run, event)
    if (moved || works || event.type === 'run.started' || event.type === 'run.finished')
      announcer.announceRows()
    // A run that only waits for a person is in nobody's way.
    if (moved) startNext()
  }

  function startNext(): void {
    if (closed || [...activeRuns.keys()].some((run) => !blockedRuns.isBlocked(run))) return
    // What an engine would only refuse waits until a person has done something about it.
    const queuedRun = waiting.next(
      (one) => !activeRuns.has(one.id) && engines.refusalOf(one.request.engine) === null,
    )
    if (queuedRun === null) return
    const { id } = queuedRun
    log.forget(id)
    nodes.begin(id, queuedRun.plan)
    const active = startQueuedRun(queuedRun, { engines, runs, clock, userPrompts: people, rest, emit })
    activeRuns.set(id, active)
    announcer.announceRows()
    void active.done.then(() => {
      activeRuns.delete(id)
      blockedRuns.leave(id)
      announcer.announceRows()
      startNext()
    })
  }

  const unsubscribe = engines.onRefusal(startNext)

  const toRow = (row: HistoryRow): RunRow => {
    const { id, name, kept, engine, queuedAt, finishedAt, cost, endedSome } = row
    const now = activeRuns.has(id) ? 'running' : waiting.find(id) === null ? null : 'queued'
    const state = now ?? (openRunStates.includes(row.state) ? 'interrupted' : row.state)
    // A run that was cancelled while it waited ends without a step; one that had begun ends with each of them.
    const started = now !== 'queued' && row.state !== 'queued' && (row.state !== 'cancelled' || endedSome)
    const failed = state === 'failed' ? nodes.failed(id) : null
    const jobs = options.jobs.of(id)
    return {
      id,
      name,
      workflow: kept,
      engine,
      state,
      queuedAt,
      startedAt: started ? row.startedAt : null,
      finishedAt: now === null ? finishedAt : null,
      cost,
      node: now === 'running' ? nodes.working(id) : (failed?.node ?? null),
      ...(failed?.unknown === true && { unknown: true as const }),
      ...(blockedRuns.needsUser(id) && { asking: true as const }),
      ...(jobs.length > 0 && { jobs: [...jobs] }),
    }
  }

  /** A run that never began ends for those who follow it, too. What it made before it was interrupted stays. */
  function endWaiting({ id, plan, seeds }: QueuedRun): void {
    const at = clock.now()
    runs.finish(id, 'cancelled', null, at)
    const ids = plan.steps.map(({ node }) => node.id)
    const { name = '' } = plan.workflow
    announcer.announceRun(id, {
      type: 'run.started',
      run: id,
      workflow: name,
      at,
      nodes: ids,
      seeds: { ...seeds },
    })
    for (const node of ids) announcer.announceRun(id, { type: 'step.cancelled', node, at, cost: null })
    announcer.announceRun(id, { type: 'run.finished', state: 'cancelled', at, cost: null, outputs: {} })
    announcer.announceRows()
  }

  const isActive = (run: string): boolean => activeRuns.has(run)
  const waits = (run: string): boolean => waiting.find(run) !== null

  const unknownRun = (run: string): AppError =>
    new AppError('input.invalid', `The run ${run} neither goes on nor waits.`)

  return {
    add(queuedRun, first) {
      if (!isActive(queuedRun.id)) log.forget(queuedRun.id)
      waiting.add(queuedRun, first)
      announcer.announceRows()
      startNext()
    },
    isActive,
    waits,
    holds: (run) => isActive(run) || waits(run),
    cancel(run) {
      const queuedRun = waiting.find(run)
      waiting.remove(run)
      const active = activeRuns.get(run)
      if (active !== undefined) active.cancel()
      else if (queuedRun !== null) endWaiting(queuedRun)
      else throw unknownRun(run)
    },
    cancelNode(run, node) {
      const active = activeRuns.get(run)
      if (active === undefined) throw unknownRun(run)
      active.cancelNode(node)
    },
    move(run, position) {
      if (!waiting.move(run, position)) throw unknownRun(run)
      announcer.announceRows()
    },
    rows() {
      const rows = history.rows(MAX_ROWS).map(toRow)
      const positions = new Map(waiting.all.map(({ id }, position) => [id, position + 1]))
      const position = ({ id, state }: RunRow): number =>
        state === 'running' ? 0 : (positions.get(id) ?? Infinity)
      return rows.toSorted((a, b) => compare(position(a), position(b)))
    },
    row(run) {
      const row = history.row(run)
      return row === null ? null : toRow(row)
    },
    close() {
      closed = true
      unsubscribe()
    },
  }
}

/** Whether a job goes on without its step is known when that has ended, and is another question when it begins again. */
const changesJobs: ReadonlySet<RunEvent['type']> = new Set([
  'run.started',
  'step.cancelled',
  'step.failed',
  'step.done',
])

/** Not by difference: that of two infinities is no number. */
const compare = (a: number, b: number): number => (a === b ? 0 : a < b ? -1 : 1)
