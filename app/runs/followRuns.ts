import { readWorkflow } from '#shared/document/readWorkflow.ts'
import type { RunRow } from '#shared/ipc/records.ts'
import { host } from '../host.ts'
import { replay, runsStore } from '../stores/runs.ts'
import { noteTabRun } from './tabRuns.ts'
import { noteUsedSeeds } from './usedSeeds.ts'
import type { Tab } from '../stores/tabs.ts'
import { nameOfTab, setTabRun, tabsStore } from '../stores/tabs.ts'

/** Whether a run is one of what is on a tab: by the kept workflow, or, of one that was never saved, by its name. */
const isOf = ({ workflow, name }: RunRow, tab: Tab): boolean =>
  workflow === null ? tab.entry === null && nameOfTab(tab) === name : tab.entry?.id === workflow

/** The run that each tab without one shows: the one that goes on or waits, else the latest. `rows` are in that order. */
export function runsOfTabs(rows: readonly RunRow[], tabs: readonly Tab[]): ReadonlyMap<string, string> {
  const shown = new Map<string, string>()
  for (const tab of tabs) {
    const row = tab.run === null ? rows.find((each) => isOf(each, tab)) : undefined
    if (row !== undefined) shown.set(tab.id, row.id)
  }
  return shown
}

/**
 * Shows at each tab what its workflow's run has come to, which may have begun before this page, and catches up with what
 * goes on.
 */
export async function followRuns(rows: readonly RunRow[]): Promise<void> {
  const { tabs } = tabsStore.getState()
  const found = runsOfTabs(rows, tabs)
  const live = rows.filter(({ state }) => state === 'running' || state === 'queued').map(({ id }) => id)
  const known = tabs.flatMap(({ run }) => (run === null ? [] : [run]))
  const listed = new Set(rows.map(({ id }) => id))
  for (const run of new Set([...live, ...known, ...found.values()])) {
    if (!listed.has(run)) continue
    const { text, events } = await host().request('run.open', { run })
    replay(run, events)
    const tab = [...found].find(([, shown]) => shown === run)?.[0]
    if (tab !== undefined) noteUsed(tab, run, text)
  }
  for (const [tab, run] of found) setTabRun(tab, run)
  // Those that wait have their turn on the cards when it comes.
  for (const tab of tabs)
    for (const row of rows) if (live.includes(row.id) && isOf(row, tab)) noteTabRun(tab.id, row.id)
}

/** The seeds of a run of before this page stand in its workflow. */
function noteUsed(tab: string, run: string, text: string): void {
  const read = readWorkflow(text)
  const steps = runsStore.getState().runs[run]?.steps
  if (read.ok && steps !== undefined) noteUsedSeeds(tab, read.workflow, new Set(Object.keys(steps)))
}
