import { createStore } from 'zustand/vanilla'
import type { RunsState } from '../stores/runs.ts'
import { runsStore } from '../stores/runs.ts'
import { setTabRun, tabsStore } from '../stores/tabs.ts'

/** By tab: the runs of what is on it that this page knows, in the order in which it came to know them. */
export type TabRuns = Readonly<Record<string, readonly string[]>>

export const tabRunsStore = createStore<TabRuns>(() => ({}))

export function noteTabRun(tab: string, run: string): void {
  tabRunsStore.setState((known) => {
    const runs = known[tab] ?? []
    return runs.includes(run) ? {} : { [tab]: [...runs, run] }
  })
}

/** Of a tab's runs the one that works, else one that waits for a person, else the one whose turn is next, else the newest. */
export function runToShow(known: readonly string[], { rows, runs }: RunsState): string | null {
  const places = new Map(rows.map((row, place) => [row.id, { row, place }]))
  const ranked = known.map((run, order) => {
    const listed = places.get(run)
    // Before it has a row it waits behind all that have one; one that was taken off the list is over.
    if (listed === undefined)
      return { run, rank: (runs[run]?.phase ?? 'running') === 'running' ? 3 : 5, order }
    const { state, asking } = listed.row
    const rank = state === 'running' ? (asking === true ? 1 : 0) : state === 'queued' ? 2 : 4
    return { run, rank, order: listed.place }
  })
  return ranked.toSorted((one, other) => one.rank - other.rank || one.order - other.order)[0]?.run ?? null
}

/** Notes a run that was started at a tab, and shows there what is to be shown now. */
export function showStarted(tab: string, run: string): void {
  noteTabRun(tab, run)
  setTabRun(tab, runToShow(tabRunsStore.getState()[tab] ?? [], runsStore.getState()) ?? run)
}

/**
 * Has each tab show its next run when one ends or begins. One that a person has brought up stays until then. Answers with
 * the way to stop.
 */
export function keepTabRuns(): () => void {
  const note = (): void => {
    for (const { id, run } of tabsStore.getState().tabs) if (run !== null) noteTabRun(id, run)
  }
  const stopTabs = tabsStore.subscribe(note)
  const stopRuns = runsStore.subscribe((after, before) => {
    if (after.rows === before.rows) return
    const known = tabRunsStore.getState()
    for (const { id, run } of tabsStore.getState().tabs) {
      const next = runToShow(known[id] ?? [], after)
      if (next !== null && next !== run && next !== runToShow(known[id] ?? [], before)) setTabRun(id, next)
    }
  })
  note()
  return () => {
    stopTabs()
    stopRuns()
  }
}
