import type { Editor } from '../../base/editor.ts'
import { defineStore } from '../../base/editor.ts'
import { runsStore } from './runs.ts'
import { savedId, setTabRun, tabsStore } from '../tabs.ts'
import { runToShow } from './shownRun.ts'

/** By tab: the runs of what is on it that this page knows, in the order in which it came to know them. */
export type TabRuns = Readonly<Record<string, readonly string[]>>

export const tabRunsStore = defineStore<TabRuns>(() => ({}))

export function addTabRun(editor: Editor, tab: string, run: string): void {
  editor.get(tabRunsStore).setState((previous) => {
    const runs = previous[tab] ?? []
    return runs.includes(run) ? previous : { [tab]: [...runs, run] }
  })
}

/** Notes a run that was started at a tab, and shows there what is to be shown now. */
export function showStarted(editor: Editor, tab: string, run: string): void {
  addTabRun(editor, tab, run)
  setTabRun(
    editor,
    tab,
    runToShow(editor.get(tabRunsStore).getState()[tab] ?? [], editor.get(runsStore).getState()) ?? run,
  )
}

/**
 * Has each tab show its next run when one ends or begins: also one of its kept workflow that another window or a command line
 * has started. One that a person has brought up stays until then. Answers with the way to stop.
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
      for (const row of added) if (row.workflow === savedId(tab)) addTabRun(editor, id, row.id)
      const tabRuns = editor.get(tabRunsStore).getState()[id] ?? []
      const next = runToShow(tabRuns, after)
      const isNews = next !== runToShow(tabRuns, before) || run === null
      if (next !== null && next !== run && isNews) setTabRun(editor, id, next)
    }
  })
  addShownRuns()
  return () => {
    stopTabs()
    stopRuns()
  }
}
