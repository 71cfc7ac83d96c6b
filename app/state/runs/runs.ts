import { createStore } from 'zustand/vanilla'
import type { RunRow } from '#shared/api/records.ts'
import type { Run } from '#shared/run/reduceRun.ts'
import { reduceRun } from '#shared/run/reduceRun.ts'
import type { RunEvent } from '#shared/run/run.ts'

export interface RunsState {
  /** The queue and the history, as the host tells them. */
  readonly rows: readonly RunRow[]
  /** Runs whose events are known here, replayed. The editor never decides what is running. */
  readonly runs: Readonly<Record<string, Run>>
}

export const runsStore = createStore<RunsState>(() => ({ rows: [], runs: {} }))

export function setRows(rows: readonly RunRow[]): void {
  runsStore.setState({ rows })
}

export function replay(run: string, events: readonly RunEvent[]): void {
  runsStore.setState(({ runs }) => {
    const after = reduceRun(runs[run] ?? null, events)
    return after === null || after === runs[run] ? {} : { runs: { ...runs, [run]: after } }
  })
}
