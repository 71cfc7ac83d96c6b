import { safeName } from '#nodes/local/naming/safeName.ts'
import { writeWorkflow } from '#shared/document/writeWorkflow.ts'
import { AppError } from '#shared/errors.ts'
import type { Editor } from '../../base/editor.ts'
import { host } from '../../base/host.ts'
import type { Tab } from '../tabs.ts'
import { activeTab, nameOfTab } from '../tabs.ts'
import { withViewport } from '../viewports.ts'

/** Hands the shown workflow to the browser as a file. Rejects with `workflow.newer` where it would be cut short. */
export async function downloadCopy(editor: Editor): Promise<void> {
  const tab = activeTab(editor)
  if (tab === null) return
  const text = await textOf(editor, tab)
  const address = URL.createObjectURL(new Blob([text], { type: 'application/json' }))
  const link = document.createElement('a')
  link.href = address
  link.download = `${safeName(nameOfTab(tab), 'workflow')}.patchbay.json`
  link.click()
  // The browser has it by the time that the next task comes.
  setTimeout(() => URL.revokeObjectURL(address))
}

/** One of a newer version as its file has it, byte for byte: what is on the canvas is not all of it. */
async function textOf(editor: Editor, tab: Tab): Promise<string> {
  if (!tab.readOnly) return writeWorkflow(withViewport(editor, tab.id, tab.workflow))
  if (tab.entry !== null) return (await host(editor).request('workflow.open', { id: tab.entry.id })).saved
  throw new AppError(
    'workflow.newer',
    `${nameOfTab(tab)} was made by a newer version of Patchbay, and what this one does not understand would be lost in a copy. The file that you opened is whole.`,
  )
}
