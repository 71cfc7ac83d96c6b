import { renameWorkflow } from '#shared/document/edits/workflow.ts'
import { readWorkflow } from '#shared/document/readWorkflow.ts'
import type { WorkflowVersion } from '#shared/api/records.ts'
import type { Editor } from '../../base/editor.ts'
import { defineStore } from '../../base/editor.ts'
import { host } from '../../base/host.ts'
import { notify, notifyError } from '../../base/notify.ts'
import { showDialog } from '../../base/showDialog.ts'
import { loadTypesOf } from '../catalogue/loadTypes.ts'
import type { Tab } from '../tabs.ts'
import { activeTab, edit, nameOfTab, savedId, showTab, undo } from '../tabs.ts'
import { unreadableText } from './unreadableText.ts'

/** The tab whose workflow's versions are listed; null while they are not. */
export const versionsStore = defineStore<{ readonly tab: string | null }>(() => ({ tab: null }))

export const showVersions = (editor: Editor): void =>
  editor.get(versionsStore).setState({ tab: activeTab(editor)?.id ?? null })

export const hideVersions = (editor: Editor): void => editor.get(versionsStore).setState({ tab: null })

/** What a version is called in a list: its name, or what it was of. */
export const versionTitle = ({ name, prompt, from }: WorkflowVersion): string =>
  name ?? prompt ?? (from === 'save' ? 'Saved' : 'Run')

/** Brings a version back onto the canvas, as one undo step: nothing is lost. Rejects as the host does. */
export async function restoreVersion(editor: Editor, tab: Tab, version: WorkflowVersion): Promise<void> {
  const { text } = await host(editor).request('workflow.version', { id: savedId(tab), version: version.id })
  const read = readWorkflow(text)
  if (!read.ok) return notifyError(editor, unreadableText(nameOfTab(tab), read.problems))
  await loadTypesOf(editor, read.workflow)
  showTab(editor, tab.id)
  // The workflow is called as it is called now.
  edit(editor, () => renameWorkflow(nameOfTab(tab))(read.workflow))
  hideVersions(editor)
  notify(editor, `The version “${versionTitle(version)}” is on the canvas.`, {
    action: { label: 'Undo', run: () => undo(editor) },
  })
}

/** Asks for the name of a version. Returns whether it was changed. Rejects as the host does. */
export async function nameVersion(editor: Editor, tab: Tab, version: WorkflowVersion): Promise<boolean> {
  const answer = await showDialog(editor, {
    kind: 'name',
    title: 'Name this version',
    action: 'Save name',
    name: version.name ?? '',
    check: () => ({ ok: true, hint: 'A version with a name stays. Leave it empty for none.' }),
  })
  if (answer === null) return false
  const name = answer.trim() === '' ? null : answer.trim()
  await host(editor).request('workflow.nameVersion', { id: savedId(tab), version: version.id, name })
  return true
}
