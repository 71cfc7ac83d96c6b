import type { RunRow } from '#shared/api/records.ts'
import type { Editor } from '../../base/editor.ts'
import { openText } from '../../state/workflows/file.ts'
import { host } from '../../base/host.ts'
import { runsOfTabs } from '../../state/runs/followRuns.ts'
import { replay, runsStore } from '../../state/runs/runs.ts'
import { setCanvas } from '../../state/canvas/canvasStore.ts'
import type { Tab } from '../../state/tabs.ts'
import { activeTab, select, setTabRun, showTab, tabsStore } from '../../state/tabs.ts'
import { stepsOf } from '../../state/useTab.ts'
import { revealWhenShown } from './revealWhenShown.ts'

/** The tab of a run: the run's own, or else one of its workflow. */
export function tabOfRun(editor: Editor, row: RunRow): Tab | null {
  const { tabs } = editor.get(tabsStore).getState()
  const own = tabs.find(({ run }) => run === row.id)
  if (own !== undefined) return own
  const couldShow = tabs.map((tab) => ({ ...tab, run: null }))
  const [id] = [...runsOfTabs([row], couldShow)].find(([, run]) => run === row.id) ?? []
  return tabs.find((tab) => tab.id === id) ?? null
}

/**
 * Shows the tab of a run with its states; if its workflow is not open, opens it as it was when the run started. Resolves
 * with the tab, or null if it cannot be opened.
 */
export async function openRun(editor: Editor, row: RunRow): Promise<Tab | null> {
  const { text, events } = await host(editor).request('run.open', { run: row.id })
  replay(editor, row.id, events)
  const existing = tabOfRun(editor, row)
  const before = activeTab(editor)
  if (existing === null) await openText(editor, row.name, text)
  else showTab(editor, existing.id)
  const tab = activeTab(editor)
  // What cannot be read was reported.
  if (tab === null || (existing === null && tab.id === before?.id)) return null
  setTabRun(editor, tab.id, row.id)
  return tab
}

/** Selects a node of the shown tab, and brings it into view. */
export function pointTo(editor: Editor, node: string): void {
  select(editor, new Set([node]))
  setCanvas(editor, { focused: node })
  revealWhenShown(editor, [node])
}

/** Shows a run with the first node that failed in it. */
export async function showRun(editor: Editor, row: RunRow): Promise<void> {
  if ((await openRun(editor, row)) === null) return
  const steps = stepsOf(editor.get(runsStore).getState(), row.id)
  const [failed] = Object.entries(steps).find(([, { phase }]) => phase === 'failed') ?? []
  if (failed !== undefined) pointTo(editor, failed)
}
