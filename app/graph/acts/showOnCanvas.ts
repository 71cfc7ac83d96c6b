import type { ResultRow } from '#shared/api/records.ts'
import { toAppError } from '#shared/errors.ts'
import type { Editor } from '../../base/editor.ts'
import { setCanvas } from '../../state/canvas/canvasStore.ts'
import { openText } from '../../state/workflows/file.ts'
import { notifyFailure, notify } from '../../base/notify.ts'
import { host } from '../../base/host.ts'
import { replay } from '../../state/runs/runs.ts'
import { select, setTabRun, showTab, tabsStore } from '../../state/tabs.ts'
import { show } from '../../state/view.ts'
import { revealWhenShown } from './revealWhenShown.ts'
import { tabFor } from './tabFor.ts'

/** Shows the node that made a result: in an open tab, or else in the workflow of its run as it was. */
export function showOnCanvas(editor: Editor, row: ResultRow): void {
  const tab = tabFor(editor.get(tabsStore).getState(), row)
  if (tab === null) openAsItWas(editor, row).catch((thrown) => notifyFailure(editor, thrown))
  else {
    showTab(editor, tab.id)
    arrive(editor, row.node)
  }
}

/** Opens the workflow of the run that made a result, with its seeds drawn, in a tab of its own. */
async function openAsItWas(editor: Editor, { run, node }: ResultRow): Promise<void> {
  const { name, text } = await host(editor).request('result.workflow', { run })
  const before = editor.get(tabsStore).getState().active
  await openText(editor, name, text)
  const { active } = editor.get(tabsStore).getState()
  if (active === null || active === before) return
  arrive(editor, node)
  await showRun(editor, active, run)
  notify(editor, 'This is the workflow as it was when it made this picture.')
}

/** Shows the run's results on its cards. A run that was removed from the history leaves them empty. */
async function showRun(editor: Editor, tab: string, run: string): Promise<void> {
  try {
    const { events } = await host(editor).request('run.open', { run })
    replay(editor, run, events)
    setTabRun(editor, tab, run)
  } catch (thrown) {
    if (toAppError(thrown).code !== 'input.invalid') throw thrown
  }
}

function arrive(editor: Editor, node: string): void {
  select(editor, new Set([node]))
  setCanvas(editor, { focused: node, edges: new Set() })
  show(editor, { viewer: null })
  revealWhenShown(editor, [node], 'frame')
}
