import type { RunRow } from '#shared/api/records.ts'
import type { Run } from '#shared/run/reduceRun.ts'
import { reduceRun } from '#shared/run/reduceRun.ts'
import type { RunEvent } from '#shared/run/run.ts'
import type { Editor } from '../../base/editor.ts'
import { defineStore } from '../../base/editor.ts'

export interface RunsState {
  /** The queue and the history as the host reports them. */
  readonly rows: readonly RunRow[]
  /** Runs whose events are loaded, reduced. The editor never decides what is running. */
  readonly runs: Readonly<Record<string, Run>>
}

export const runsStore = defineStore<RunsState>(() => ({ rows: [], runs: {} }))

export function setRows(editor: Editor, rows: readonly RunRow[]): void {
  editor.get(runsStore).setState({ rows })
}

export function replay(editor: Editor, run: string, events: readonly RunEvent[]): void {
  editor.get(runsStore).setState(({ runs }) => {
    const after = reduceRun(runs[run] ?? null, events)
    return after === null || after === runs[run] ? {} : { runs: { ...runs, [run]: after } }
  })
}
