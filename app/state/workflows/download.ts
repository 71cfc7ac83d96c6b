import { safeName } from '#nodes/local/naming/safeName.ts'
import { withSchemas } from '#shared/catalogue/carried.ts'
import { writeWorkflow } from '#shared/document/writeWorkflow.ts'
import { AppError } from '#shared/errors.ts'
import type { Editor } from '../../base/editor.ts'
import { host } from '../../base/host.ts'
import { registryOf } from '../catalogue/catalogue.ts'
import type { Tab } from '../tabs.ts'
import { activeTab, nameOfTab } from '../tabs.ts'
import { withViewport } from '../viewports.ts'

/** Downloads the shown workflow as a file. Rejects with `workflow.newer` if the file would be incomplete. */
export async function downloadCopy(editor: Editor): Promise<void> {
  const tab = activeTab(editor)
  if (tab === null) return
  const text = await textOf(editor, tab)
  const address = URL.createObjectURL(new Blob([text], { type: 'application/json' }))
  const link = document.createElement('a')
  link.href = address
  link.download = `${safeName(nameOfTab(tab), 'workflow')}.patchbay.json`
  link.click()
  // The browser has started the download by the next task.
  setTimeout(() => URL.revokeObjectURL(address))
}

/** A file of a newer version is downloaded byte for byte: the canvas does not show all of it. */
async function textOf(editor: Editor, tab: Tab): Promise<string> {
  if (!tab.readOnly)
    return writeWorkflow(withSchemas(withViewport(editor, tab.id, tab.workflow), registryOf(editor)))
  if (tab.entry !== null) return (await host(editor).request('workflow.open', { id: tab.entry.id })).saved
  throw new AppError(
    'workflow.newer',
    `${nameOfTab(tab)} was made by a newer version of Patchbay, and what this one does not understand would be lost in a copy. The file that you opened is whole.`,
  )
}
