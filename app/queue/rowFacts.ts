import type { ErrorData } from '#shared/errors.ts'
import type { OpenJob, RunTotals } from '#shared/api/historyRequests.ts'
import type { EngineState, RunRow } from '#shared/api/records.ts'
import { formatDollars, formatTime } from '#shared/measures.ts'
import { formatAgo, stateLabels } from '../state/runs/stateLabels.ts'

/** Why an engine accepts no jobs, in a few words for a row. */
const heldText = ({ code }: ErrorData): string =>
  code === 'account.balance' ? 'No balance left' : 'The key was rejected'

/** The same as a sentence that names the engine. */
export const refusalText = (engine: string, { code }: ErrorData): string =>
  code === 'account.balance' ? `No balance left at ${engine}.` : `${engine} rejected the key.`

/** The cost of a run; what practice charges is fictitious. */
const paid = ({ mode, cost }: RunRow): number | null => (mode === 'practice' ? null : cost)

/** What a row says of its state. */
function stateOf({ state, asking, unknown }: RunRow): string {
  if (asking === true) return 'Needs you'
  return unknown === true ? 'Unknown, may have been charged' : stateLabels[state]
}

/** The text of a row of the queue: its state, the node, duration without waiting for the user, cost and mode. */
export function rowFacts(
  row: RunRow,
  now: number,
  engines: readonly Pick<EngineState, 'id' | 'refusal'>[],
  hostGone = false,
): readonly string[] {
  const { state, node, queuedAt, startedAt, finishedAt, mode, needs = [], waited = 0 } = row
  if (hostGone && (state === 'running' || state === 'queued'))
    return ['Unknown while the host is disconnected']
  const cost = paid(row)
  const refusal = engines.find(({ id, refusal }) => refusal !== null && needs.includes(id))?.refusal ?? null
  const held = state === 'queued' && mode === 'live' && refusal !== null
  const time =
    state === 'running' && startedAt !== null
      ? workedFor(now - startedAt - waited)
      : startedAt !== null && finishedAt !== null
        ? formatTime(finishedAt - startedAt - waited)
        : null
  return [
    stateOf(row),
    held ? heldText(refusal) : null,
    node === null ? null : `${node.title}${node.more === 0 ? '' : ` and ${node.more} more`}`,
    time,
    cost === null ? null : formatDollars(cost),
    mode === 'practice' ? 'practice' : null,
    state === 'running' ? null : formatAgo(finishedAt ?? startedAt ?? queuedAt, now),
  ].filter((word) => word !== null)
}

/** In whole seconds; nothing before the first. */
const workedFor = (milliseconds: number): string | null =>
  milliseconds < 1000 ? null : formatTime(Math.floor(milliseconds / 1000) * 1000)

/** The status line's text about running and waiting runs; `far` describes the progress of a run. */
export function statusText(rows: readonly RunRow[], far: (run: string) => string, hostGone = false): string {
  if (hostGone) return 'Disconnected'
  const running = rows.filter(({ state }) => state === 'running')
  const working = running.find(({ asking }) => asking !== true)
  const waiting = rows.filter(({ state }) => state === 'queued').length
  const behind = waiting === 0 ? '' : `, ${waiting} waiting`
  if (working !== undefined) return `Running ${working.name}${far(working.id)}${behind}`
  if (running.length > 0) return `Needs you${behind}`
  return waiting === 0 ? 'Idle' : `${waiting} waiting`
}

/** The total duration and cost of runs, as in `12 runs · 3 min 20 s · $0.42`; durations of those that have ended. */
export const totalsText = ({ runs, took, cost }: RunTotals): string =>
  [
    `${runs} ${runs === 1 ? 'run' : 'runs'}`,
    ...(took === 0 ? [] : [formatTime(took)]),
    ...(cost === null ? [] : [formatDollars(cost)]),
  ].join(' · ')

/** Why a run stays in the history although it was to be removed. */
export const openJobsText = (open: readonly OpenJob[]): string => {
  const unknown = open.some(({ state }) => state === 'unknown')
  const many = open.length === 1 ? 'a job' : `${open.length} jobs`
  return unknown
    ? `This run has ${many} that may have been accepted and charged. Once removed, it can only be resolved from the command line.`
    : `This run has ${many} still running at the engine, which will be charged. The output will appear in Results.`
}
