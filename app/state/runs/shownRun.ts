import type { RunRow } from '#shared/api/records.ts'
import type { RunsState } from './runs.ts'

/** When something last happened in a run, in wall-clock milliseconds. */
const lastOf = ({ queuedAt, startedAt, finishedAt }: RunRow): number => finishedAt ?? startedAt ?? queuedAt

/** Later ones first: a run may begin in the same millisecond in which the one before it ends. */
const byTime = (one: RunRow, other: RunRow): number =>
  lastOf(other) - lastOf(one) || other.queuedAt - one.queuedAt

/** From this rank on a run is over. */
const OVER = 3

/** Lower comes first; null: never shown. */
function rankOf({ state, asking, startedAt }: RunRow): number | null {
  switch (state) {
    case 'running':
      return asking === true ? 1 : 0
    case 'queued':
      return 2
    case 'interrupted':
      // A run that never began ranks below every run that has made something.
      return startedAt === null ? OVER + 1 : OVER
    case 'cancelled':
      // A run that was cancelled while it waited changed no card.
      return startedAt === null ? null : OVER
    case 'done':
    case 'partial':
    case 'failed':
      return OVER
  }
}

/**
 * The run of a workflow that its cards show: the one that works, else one that waits for the user, else the next in the
 * queue, else the one that ended last or was interrupted. `known` are ids in the order in which they were recorded.
 */
export function runToShow(tabRuns: readonly string[], { rows, runs }: RunsState): string | null {
  const own = new Set(tabRuns)
  const listed = rows.filter(({ id }) => own.has(id))
  const ranked = listed.flatMap((row, index) => {
    const rank = rankOf(row)
    return rank === null ? [] : [{ run: row.id, rank, row, place: index }]
  })
  const [first] = ranked.toSorted(
    (one, other) =>
      one.rank - other.rank || (one.rank < OVER ? one.place - other.place : byTime(one.row, other.row)),
  )
  if (first !== undefined && first.rank < OVER) return first.run
  // Before a run has a row, it counts as waiting behind all others; one that was removed from the list is over.
  const unlisted = tabRuns.filter((id) => !rows.some((row) => row.id === id))
  const started = unlisted.find((id) => (runs[id]?.phase ?? 'running') === 'running')
  return started ?? first?.run ?? unlisted[0] ?? null
}

/**
 * The interrupted run of a workflow that should be finished first; null if there is none, or if a later run has
 * replaced it. A cancelled run replaces none.
 */
export function runToFinish(tabRuns: readonly string[], rows: readonly RunRow[]): string | null {
  const own = rows.filter(({ id }) => tabRuns.includes(id))
  const [latest] = own
    .filter(({ state }) => state === 'done' || state === 'partial' || state === 'failed')
    .toSorted(byTime)
  const left = own.filter(
    (row) => row.state === 'interrupted' && (latest === undefined || byTime(row, latest) < 0),
  )
  return left.toSorted((one, other) => one.queuedAt - other.queuedAt)[0]?.id ?? null
}
