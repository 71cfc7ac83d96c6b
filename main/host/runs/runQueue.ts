import type { RunRow } from '#shared/api/records.ts'
import type { EngineId } from '#shared/catalogue/engineId.ts'
import type { RunEvent } from '#shared/run/run.ts'
import type { Clock, Log, UserPrompts } from '#shared/services.ts'
import { AppError } from '#shared/errors.ts'
import type { History, PastQuery } from '../../library/history.ts'
import type { Runs } from '../../library/runs.ts'
import type { Announcer } from '../events/announcer.ts'
import { planEngines } from '#shared/run/planEngines.ts'
import type { Engines } from '../engines/engines.ts'
import type { RunServices } from '../engines/runServices.ts'
import { createRest } from './rest.ts'
import type { ActiveRuns } from './activeRuns.ts'
import { createActiveRuns } from './activeRuns.ts'
import type { RunEvents } from './runEvents.ts'
import { createRunEvents } from './runEvents.ts'
import { createUserWaits } from './userWaits.ts'
import { createRunRows } from './runRows.ts'
import type { QueuedRun } from './startQueuedRun.ts'
import { startQueuedRun } from './startQueuedRun.ts'
import type { RunNodes } from './runNodes.ts'
import type { RunJobs } from './runJobs.ts'
import type { RunLog } from './runLog.ts'
import type { FifoQueue } from './fifoQueue.ts'
import { createFifoQueue } from './fifoQueue.ts'

/**
 * The runs of this process: one at a time, except those that wait for user input; the others are queued. All events are
 * stored and announced.
 */
export interface RunQueue {
  /** Queues a run that has a row. An active one has its turn again after it has ended. */
  add(queuedRun: QueuedRun, first: boolean): void
  /** Whether a run is active or waits here. */
  holds(run: string): boolean
  isActive(run: string): boolean
  waits(run: string): boolean
  /** Rejects with `input.invalid` for a run that is not here. */
  cancel(run: string): void
  cancelNode(run: string, node: string): void
  move(run: string, position: number): void
  /** Active runs, waiting ones in order, then finished ones, newest first. */
  rows(): readonly RunRow[]
  row(run: string): RunRow | null
  /** Finished runs, see `History.past`. */
  past(query: PastQuery): readonly RunRow[]
  /** Leaves active runs as they are: they are interrupted, and can be resumed. */
  close(): void
}

export interface RunQueueOptions {
  readonly engines: Engines
  readonly services: RunServices
  readonly runs: Runs
  readonly history: History
  readonly nodes: RunNodes
  readonly jobs: RunJobs
  readonly log: RunLog
  readonly hostLog?: Log
  readonly clock: Clock
  /** Absent if nobody can be asked. */
  readonly userPrompts: UserPrompts | undefined
  readonly announcer: Pick<Announcer, 'announce' | 'announceRun' | 'announceRows'>
}

export function createRunQueue(options: RunQueueOptions): RunQueue {
  const { announcer, clock, engines, history, log, nodes, runs } = options
  const waiting = createFifoQueue<QueuedRun>()
  const activeRuns = createActiveRuns()
  const events = createRunEvents(options)
  const userWaits = createUserWaits({ runs, clock, log: options.hostLog })
  const isActive = (run: string): boolean => activeRuns.has(run)
  const waits = (run: string): boolean => waiting.find(run) !== null
  const rows = createRunRows({
    history,
    nodes,
    jobs: options.jobs,
    isActive,
    needsUser: (run) => activeRuns.needsUser(run),
    waiting: () => waiting.all.map((each) => ({ id: each.id, needs: needsOf(each) })),
  })
  let closed = false
  const rest = createRest(() => closed)

  function emit(run: string, event: RunEvent): void {
    // From here on the run belongs to the next process: nothing more of it is stored.
    if (closed) return
    const changesRows = events.take(run, event)
    const moved = activeRuns.follow(run, event)
    if (moved) userWaits.follow(run, activeRuns.isBlocked(run))
    if (moved || changesRows) announcer.announceRows()
    // A run that only waits for user input does not block others.
    if (moved) startNext()
  }

  const executor = {
    engines,
    services: options.services,
    runs,
    clock,
    userPrompts: options.userPrompts,
    rest,
    emit,
  }

  function startNext(): void {
    if (closed || activeRuns.isBusy()) return
    // Runs that one of their engines would only refuse wait until the user has acted.
    const queuedRun = waiting.next((each) => !isActive(each.id) && isAccepted(each, engines))
    if (queuedRun === null) return
    const { id } = queuedRun
    log.forget(id)
    nodes.begin(id, queuedRun.plan)
    const active = startQueuedRun(queuedRun, executor)
    activeRuns.add(active)
    announcer.announceRows()
    void active.done.then(() => {
      activeRuns.remove(id)
      userWaits.follow(id, false)
      announcer.announceRows()
      startNext()
    })
  }

  const unsubscribe = engines.onRefusal(startNext)
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
    ...createCancels({ waiting, activeRuns, events, announcer }),
    move(run, position) {
      if (!waiting.move(run, position)) throw unknownRun(run)
      announcer.announceRows()
    },
    rows: () => rows.all(),
    row: (run) => rows.get(run),
    past: (query) => rows.past(query),
    close() {
      closed = true
      unsubscribe()
    },
  }
}

const needsOf = ({ plan }: QueuedRun): readonly EngineId[] => [...planEngines(plan).keys()]

/** Whether every engine that a run needs accepts jobs. */
const isAccepted = (queuedRun: QueuedRun, engines: Engines): boolean =>
  needsOf(queuedRun).every((engine) => engines.refusalOf(engine, queuedRun.request.mode) === null)

interface CancelsOptions {
  readonly waiting: FifoQueue<QueuedRun>
  readonly activeRuns: ActiveRuns
  readonly events: RunEvents
  readonly announcer: Pick<Announcer, 'announceRows'>
}

const createCancels = ({
  waiting,
  activeRuns,
  events,
  announcer,
}: CancelsOptions): Pick<RunQueue, 'cancel' | 'cancelNode'> => ({
  cancel(run) {
    const queuedRun = waiting.find(run)
    waiting.remove(run)
    const active = activeRuns.get(run)
    if (active !== undefined) active.cancel()
    else if (queuedRun === null) throw unknownRun(run)
    else {
      events.endWaiting(queuedRun)
      announcer.announceRows()
    }
  },
  cancelNode(run, node) {
    const active = activeRuns.get(run)
    if (active === undefined) throw unknownRun(run)
    active.cancelNode(node)
  },
})

const unknownRun = (run: string): AppError =>
  new AppError('input.invalid', `The run ${run} is neither running nor queued.`)
