import type { RunRow } from '#shared/api/records.ts'
import type { Editor } from '../../base/editor.ts'
import { setCanvas } from '../../state/canvas/canvasStore.ts'
import { openText } from '../../state/workflows/file.ts'
import { host } from '../../base/host.ts'
import { runsOfTabs } from '../../state/runs/followRuns.ts'
import { replay, runsStore } from '../../state/runs/runs.ts'
import type { Tab } from '../../state/tabs.ts'
import { activeTab, select, setTabRun, showTab, tabsStore } from '../../state/tabs.ts'
import { revealWhenShown } from './revealWhenShown.ts'
import { openAnswer } from '../../state/prompts/answerStore.ts'
import { firstNodeWithPrompt } from '../../state/prompts/promptText.ts'

/** The tab of a run: the run's own, or else one of its workflow. */
function tabOfRun(editor: Editor, row: RunRow): Tab | null {
  const { tabs } = editor.get(tabsStore).getState()
  const own = tabs.find(({ run }) => run === row.id)
  if (own !== undefined) return own
  const couldShow = tabs.map((tab) => ({ ...tab, run: null }))
  const [id] = [...runsOfTabs([row], couldShow)].find(([, run]) => run === row.id) ?? []
  return tabs.find((tab) => tab.id === id) ?? null
}

/**
 * Shows the node that a run waits at, and its prompt. If its workflow is not open, opens it as it was when the run
 * started.
 */
export async function showPrompt(editor: Editor, row: RunRow): Promise<void> {
  const { text, events } = await host(editor).request('run.open', { run: row.id })
  replay(editor, row.id, events)
  const node = firstNodeWithPrompt(editor.get(runsStore).getState().runs[row.id])
  const existing = tabOfRun(editor, row)
  if (existing === null) await openText(editor, row.name, text)
  else showTab(editor, existing.id)
  const tab = activeTab(editor)
  if (tab === null || node === null) return
  setTabRun(editor, tab.id, row.id)
  select(editor, new Set([node]))
  setCanvas(editor, { focused: node })
  revealWhenShown(editor, [node])
  openAnswer(editor, node)
}
