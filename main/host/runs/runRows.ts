import type { EngineId } from '#shared/catalogue/engineId.ts'
import type { RunRow } from '#shared/api/records.ts'
import type { History, HistoryRow, PastQuery } from '../../library/history.ts'
import { openRunStates } from '../../library/runs.ts'
import type { RunJobs } from './runJobs.ts'
import type { RunNodes } from './runNodes.ts'

/** The list of runs as it is shown. */
export interface RunRows {
  /** Active runs, waiting ones in order, then finished ones, newest first. */
  all(): readonly RunRow[]
  get(run: string): RunRow | null
  /** Finished runs, see `History.past`. */
  past(query: PastQuery): readonly RunRow[]
}

/** A waiting run, and the engines that it needs. */
export interface WaitingRun {
  readonly id: string
  readonly needs: readonly EngineId[]
}

export interface RunRowsOptions {
  readonly history: History
  readonly nodes: Pick<RunNodes, 'working' | 'failed'>
  readonly jobs: Pick<RunJobs, 'of'>
  isActive(run: string): boolean
  /** Whether it has an open prompt. */
  needsUser(run: string): boolean
  /** The waiting runs, the next one first. */
  waiting(): readonly WaitingRun[]
}

/** The maximum number of finished runs in a list. */
const MAX_ROWS = 200

export function createRunRows(options: RunRowsOptions): RunRows {
  const { history, nodes, jobs } = options

  function stateOf({ id, state }: HistoryRow): RunRow['state'] {
    if (options.isActive(id)) return 'running'
    if (options.waiting().some((each) => each.id === id)) return 'queued'
    return openRunStates.includes(state) ? 'interrupted' : state
  }

  const needsOf = (run: string): EngineId[] => [
    ...(options.waiting().find(({ id }) => id === run)?.needs ?? []),
  ]

  function toRow(row: HistoryRow): RunRow {
    const { id, name, kept, mode, queuedAt, finishedAt, cost, endedSome, waited } = row
    const state = stateOf(row)
    const isOver = state !== 'running' && state !== 'queued'
    // A run that was cancelled while it waited ends without a step; one that had begun ends with each of them.
    const started = state !== 'queued' && row.state !== 'queued' && (row.state !== 'cancelled' || endedSome)
    const failed = state === 'failed' || state === 'partial' ? nodes.failed(id) : null
    const ownJobs = jobs.of(id)
    return {
      id,
      name,
      workflow: kept,
      mode,
      state,
      queuedAt,
      startedAt: started ? row.startedAt : null,
      finishedAt: isOver ? finishedAt : null,
      cost,
      node: state === 'running' ? nodes.working(id) : (failed?.node ?? null),
      ...(failed?.unknown === true && { unknown: true as const }),
      ...(state === 'queued' && { needs: needsOf(id) }),
      ...(options.needsUser(id) && { asking: true as const }),
      ...(waited !== null && waited > 0 && { waited }),
      ...(ownJobs.length > 0 && { jobs: [...ownJobs] }),
    }
  }

  return {
    all() {
      const rows = history.rows(MAX_ROWS).map(toRow)
      const positions = new Map(options.waiting().map(({ id }, position) => [id, position + 1]))
      const position = ({ id, state }: RunRow): number =>
        state === 'running' ? 0 : (positions.get(id) ?? Infinity)
      return rows.toSorted((a, b) => compare(position(a), position(b)))
    },
    past: (query) => history.past(query).map(toRow),
    get(run) {
      const row = history.row(run)
      return row === null ? null : toRow(row)
    },
  }
}

/** Not by difference: that of two infinities is NaN. */
const compare = (a: number, b: number): number => (a === b ? 0 : a < b ? -1 : 1)
