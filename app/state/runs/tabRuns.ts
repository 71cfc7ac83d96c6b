import type { Editor } from '../../base/editor.ts'
import { defineStore } from '../../base/editor.ts'
import { runsStore } from './runs.ts'
import { savedId, setTabRun, tabsStore } from '../tabs.ts'
import { runToShow } from './shownRun.ts'

/** By tab: the known runs of its workflow, in the order in which this page learned of them. */
export type TabRuns = Readonly<Record<string, readonly string[]>>

export const tabRunsStore = defineStore<TabRuns>(() => ({}))

export function addTabRun(editor: Editor, tab: string, run: string): void {
  editor.get(tabRunsStore).setState((previous) => {
    const runs = previous[tab] ?? []
    return runs.includes(run) ? previous : { [tab]: [...runs, run] }
  })
}

/** Adds a run that was started in a tab, and updates which run is shown there. */
export function showStarted(editor: Editor, tab: string, run: string): void {
  addTabRun(editor, tab, run)
  setTabRun(
    editor,
    tab,
    runToShow(editor.get(tabRunsStore).getState()[tab] ?? [], editor.get(runsStore).getState()) ?? run,
  )
}

/**
 * Shows each tab's next run when one ends or begins, including runs of its saved workflow that another window or a
 * command has started. A run that the user has opened stays until then. Returns a function that stops it.
 */
export function followTabRuns(editor: Editor): () => void {
  const addShownRuns = (): void => {
    for (const { id, run } of editor.get(tabsStore).getState().tabs)
      if (run !== null) addTabRun(editor, id, run)
  }
  const stopTabs = editor.get(tabsStore).subscribe(addShownRuns)
  const stopRuns = editor.get(runsStore).subscribe((after, before) => {
    if (after.rows === before.rows) return
    const listed = new Set(before.rows.map(({ id }) => id))
    const added = after.rows.filter(({ id }) => !listed.has(id))
    for (const tab of editor.get(tabsStore).getState().tabs) {
      const { id, run } = tab
      const knownBefore = editor.get(tabRunsStore).getState()[id] ?? []
      for (const row of added) if (row.workflow === savedId(tab)) addTabRun(editor, id, row.id)
      const next = runToShow(editor.get(tabRunsStore).getState()[id] ?? [], after)
      const isNews = next !== runToShow(knownBefore, before) || run === null
      if (next !== null && next !== run && isNews) setTabRun(editor, id, next)
    }
  })
  addShownRuns()
  return () => {
    stopTabs()
    stopRuns()
  }
}
