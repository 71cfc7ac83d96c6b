import { createStore } from 'zustand/vanilla'
import { runsStore } from './runs.ts'
import { savedId, setTabRun, tabsStore } from '../tabs.ts'
import { runToShow } from './shownRun.ts'

/** By tab: the runs of what is on it that this page knows, in the order in which it came to know them. */
export type TabRuns = Readonly<Record<string, readonly string[]>>

export const tabRunsStore = createStore<TabRuns>(() => ({}))

export function addTabRun(tab: string, run: string): void {
  tabRunsStore.setState((previous) => {
    const runs = previous[tab] ?? []
    return runs.includes(run) ? previous : { [tab]: [...runs, run] }
  })
}

/** Notes a run that was started at a tab, and shows there what is to be shown now. */
export function showStarted(tab: string, run: string): void {
  addTabRun(tab, run)
  setTabRun(tab, runToShow(tabRunsStore.getState()[tab] ?? [], runsStore.getState()) ?? run)
}

/**
 * Has each tab show its next run when one ends or begins: also one of its kept workflow that another window or a command line
 * has started. One that a person has brought up stays until then. Answers with the way to stop.
 */
export function followTabRuns(): () => void {
  const addShownRuns = (): void => {
    for (const { id, run } of tabsStore.getState().tabs) if (run !== null) addTabRun(id, run)
  }
  const stopTabs = tabsStore.subscribe(addShownRuns)
  const stopRuns = runsStore.subscribe((after, before) => {
    if (after.rows === before.rows) return
    const listed = new Set(before.rows.map(({ id }) => id))
    const added = after.rows.filter(({ id }) => !listed.has(id))
    for (const tab of tabsStore.getState().tabs) {
      const { id, run } = tab
      for (const row of added) if (row.workflow === savedId(tab)) addTabRun(id, row.id)
      const tabRuns = tabRunsStore.getState()[id] ?? []
      const next = runToShow(tabRuns, after)
      const isNews = next !== runToShow(tabRuns, before) || run === null
      if (next !== null && next !== run && isNews) setTabRun(id, next)
    }
  })
  addShownRuns()
  return () => {
    stopTabs()
    stopRuns()
  }
}
