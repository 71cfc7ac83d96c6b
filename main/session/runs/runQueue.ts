import type { RunRow } from '#shared/ipc/records.ts'
import type { RunEvent } from '#shared/run/run.ts'
import type { Clock, Log, People } from '#shared/services.ts'
import { AppError, toAppError } from '#shared/errors.ts'
import type { History, HistoryRow } from '../../services/library/history.ts'
import type { Runs } from '../../services/library/runs.ts'
import { openRunStates } from '../../services/library/runs.ts'
import type { Announcer } from '../announcer.ts'
import type { Engines } from '../engines.ts'
import { createRest } from '../rest.ts'
import type { Going, Ticket } from './executeTicket.ts'
import { executeTicket } from './executeTicket.ts'
import { createParking } from './parking.ts'
import type { RunNodes } from './runNodes.ts'
import type { RunJobs } from './runJobs.ts'
import type { RunLog } from './runLog.ts'
import { createWaitingLine } from './waitingLine.ts'

/** The runs of this process: one at a time, but for those that wait for a person; the others wait in line. Everything that happens is written down and told. */
export interface RunQueue {
  /** Takes a run whose row is written down. One that goes on has its turn again after it has ended. */
  add(ticket: Ticket, first: boolean): void
  /** Whether a run goes on or waits here. */
  holds(run: string): boolean
  goesOn(run: string): boolean
  waits(run: string): boolean
  /** Rejects with `input.invalid` for a run that is not here. */
  cancel(run: string): void
  cancelNode(run: string, node: string): void
  move(run: string, place: number): void
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
  readonly people: People | undefined
  readonly announcer: Pick<Announcer, 'tell' | 'tellRun' | 'tellRows'>
}

/** How many runs that are over a list has. */
const MOST_ROWS = 200

export function createRunQueue(options: RunQueueOptions): RunQueue {
  const { announcer, clock, engines, history, log, people, runs } = options
  const waiting = createWaitingLine<Ticket>()
  const goings = new Map<string, Going>()
  const parking = createParking()
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
        announcer.tell({ type: 'history.incomplete', run, why: toAppError(thrown).message })
      unrecorded.add(run)
    }
    if (changesJobs.has(event.type)) options.jobs.forget(run)
    log.add(run, event)
    const works = nodes.follow(run, event)
    announcer.tellRun(run, event)
    const moved = parking.follow(run, event)
    if (moved || works || event.type === 'run.started' || event.type === 'run.finished') announcer.tellRows()
    // A run that only waits for a person is in nobody's way.
    if (moved) startNext()
  }

  function startNext(): void {
    if (closed || [...goings.keys()].some((run) => !parking.isParked(run))) return
    // What an engine would only refuse waits until a person has done something about it.
    const ticket = waiting.next(
      (one) => !goings.has(one.id) && engines.refusalOf(one.request.engine) === null,
    )
    if (ticket === null) return
    const { id } = ticket
    log.forget(id)
    nodes.begin(id, ticket.plan)
    const going = executeTicket(ticket, { engines, runs, clock, people, rest, emit })
    goings.set(id, going)
    announcer.tellRows()
    void going.done.then(() => {
      goings.delete(id)
      parking.leave(id)
      announcer.tellRows()
      startNext()
    })
  }

  const unsubscribe = engines.onRefusal(startNext)

  const toRow = (row: HistoryRow): RunRow => {
    const { id, name, kept, engine, queuedAt, finishedAt, cost, endedSome } = row
    const now = goings.has(id) ? 'running' : waiting.find(id) === null ? null : 'queued'
    const state = now ?? (openRunStates.includes(row.state) ? 'interrupted' : row.state)
    // A run that was cancelled while it waited ends without a step; one that had begun ends with each of them.
    const begun = now !== 'queued' && row.state !== 'queued' && (row.state !== 'cancelled' || endedSome)
    const failed = state === 'failed' ? nodes.failed(id) : null
    const jobs = options.jobs.of(id)
    return {
      id,
      name,
      workflow: kept,
      engine,
      state,
      queuedAt,
      startedAt: begun ? row.startedAt : null,
      finishedAt: now === null ? finishedAt : null,
      cost,
      node: now === 'running' ? nodes.working(id) : (failed?.node ?? null),
      ...(failed?.unknown === true && { unknown: true as const }),
      ...(parking.asks(id) && { asking: true as const }),
      ...(jobs.length > 0 && { jobs: [...jobs] }),
    }
  }

  /** A run that never began ends for those who follow it, too. What it made before it was interrupted stays. */
  function endWaiting({ id, plan, seeds }: Ticket): void {
    const at = clock.now()
    runs.finish(id, 'cancelled', null, at)
    const ids = plan.steps.map(({ node }) => node.id)
    const { name = '' } = plan.workflow
    announcer.tellRun(id, {
      type: 'run.started',
      run: id,
      workflow: name,
      at,
      nodes: ids,
      seeds: { ...seeds },
    })
    for (const node of ids) announcer.tellRun(id, { type: 'step.cancelled', node, at, cost: null })
    announcer.tellRun(id, { type: 'run.finished', state: 'cancelled', at, cost: null, outputs: {} })
    announcer.tellRows()
  }

  const goesOn = (run: string): boolean => goings.has(run)
  const waits = (run: string): boolean => waiting.find(run) !== null

  const notHere = (run: string): AppError =>
    new AppError('input.invalid', `The run ${run} neither goes on nor waits.`)

  return {
    add(ticket, first) {
      if (!goesOn(ticket.id)) log.forget(ticket.id)
      waiting.add(ticket, first)
      announcer.tellRows()
      startNext()
    },
    goesOn,
    waits,
    holds: (run) => goesOn(run) || waits(run),
    cancel(run) {
      const ticket = waiting.find(run)
      waiting.remove(run)
      const going = goings.get(run)
      if (going !== undefined) going.cancel()
      else if (ticket !== null) endWaiting(ticket)
      else throw notHere(run)
    },
    cancelNode(run, node) {
      const going = goings.get(run)
      if (going === undefined) throw notHere(run)
      going.cancelNode(node)
    },
    move(run, place) {
      if (!waiting.move(run, place)) throw notHere(run)
      announcer.tellRows()
    },
    rows() {
      const rows = history.rows(MOST_ROWS).map(toRow)
      const line = new Map(waiting.all.map(({ id }, place) => [id, place + 1]))
      const place = ({ id, state }: RunRow): number => (state === 'running' ? 0 : (line.get(id) ?? Infinity))
      return rows.toSorted((a, b) => compare(place(a), place(b)))
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
