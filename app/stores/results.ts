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

/** Follows the runs; answers with the way to stop. */
export function keepResults(): () => void {
  const gather = (): void =>
    resultsStore.setState(
      (results) => gatherResults(results, tabsStore.getState(), runsStore.getState()),
      true,
    )
  const stopRuns = runsStore.subscribe(gather)
  const stopTabs = tabsStore.subscribe((after, before) => {
    if (after.tabs.some(({ run }, index) => run !== before.tabs[index]?.run)) gather()
  })
  return () => {
    stopRuns()
    stopTabs()
  }
}
