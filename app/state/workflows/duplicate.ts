import { renameWorkflow } from '#shared/document/edits/workflow.ts'
import type { Editor } from '../../base/editor.ts'
import { newId } from '../../base/ids.ts'
import { resultsStore } from '../results/results.ts'
import type { Tab } from '../tabs.ts'
import { nameOfTab, openTab, tabsStore } from '../tabs.ts'
import { numbered } from './untitled.ts'

/** Opens what is on a tab's canvas, with the results that its cards show, as another workflow that is not saved yet. */
export function duplicateTab(editor: Editor, tab: Tab): void {
  const taken = editor.get(tabsStore).getState().tabs.map(nameOfTab)
  const name = numbered(`${nameOfTab(tab)} copy`, taken)
  const id = `draft-${newId()}`
  const results = editor.get(resultsStore).getState()[tab.id]
  if (results !== undefined) editor.get(resultsStore).setState({ [id]: results })
  openTab(editor, {
    id,
    entry: null,
    workflow: renameWorkflow(name)(tab.workflow),
    saved: null,
    readOnly: false,
  })
}
