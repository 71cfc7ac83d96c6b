import { createStore } from 'zustand/vanilla'
import type { Step } from '#shared/run/reduceRun.ts'
import type { RunsState } from './runs.ts'
import { runsStore } from './runs.ts'
import type { Tabs } from './tabs.ts'
import { tabsStore } from './tabs.ts'

/** What a node made the last time it was done: it stays on its card while it runs again, and after an undo. */
export type Result = Extract<Step, { phase: 'done' }>

export type Results = Readonly<Record<string, Readonly<Record<string, Result>>>>

/** By tab and node. */
export const resultsStore = createStore<Results>(() => ({}))

/** What is known after the tabs' latest runs went on; itself where nothing new was made. */
export function gatherResults(results: Results, { tabs }: Tabs, { runs }: RunsState): Results {
  const made: Record<string, Record<string, Result>> = {}
  for (const { id, run } of tabs)
    for (const [node, step] of Object.entries((run === null ? undefined : runs[run]?.steps) ?? {}))
      if (step.phase === 'done' && results[id]?.[node] !== step)
        (made[id] ??= { ...results[id] })[node] = step
  return Object.keys(made).length === 0 ? results : { ...results, ...made }
}

/** A tab gets the id of its file when it is saved for the first time: its results go along. */
export function renameResults(results: Results, before: Tabs, after: Tabs): Results {
  if (before.tabs === after.tabs || before.tabs.length !== after.tabs.length) return results
  let next = results
  after.tabs.forEach(({ id }, index) => {
    const old = before.tabs[index]?.id
    const kept = old === undefined || old === id ? undefined : results[old]
    if (kept !== undefined) next = { ...next, [id]: kept }
  })
  return next
}

/** Follows the runs; answers with the way to stop. */
export function keepResults(): () => void {
  const gather = (): void =>
    resultsStore.setState(
      (results) => gatherResults(results, tabsStore.getState(), runsStore.getState()),
      true,
    )
  const stopRuns = runsStore.subscribe(gather)
  const stopTabs = tabsStore.subscribe((after, before) => {
    resultsStore.setState((results) => renameResults(results, before, after), true)
    if (after.tabs.some(({ run }, index) => run !== before.tabs[index]?.run)) gather()
  })
  return () => {
    stopRuns()
    stopTabs()
  }
}
