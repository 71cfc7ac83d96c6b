import { renameWorkflow } from '#shared/document/edits/workflow.ts'
import type { WorkflowEntry } from '#shared/api/records.ts'
import type { Editor } from '../../base/editor.ts'
import { host } from '../../base/host.ts'
import type { NameVerdict } from '../../base/showDialog.ts'
import { showDialog } from '../../base/showDialog.ts'
import type { Tab } from '../tabs.ts'
import { changeTab, edit, isDirty, nameOfTab, showTab, tabOf } from '../tabs.ts'
import { checkName } from './checkName.ts'
import { updateDraft } from './drafts.ts'
import { hasOwnEdits } from './watchDrafts.ts'

/** Whether a workflow can get this name, and what it is called then; `own` is the saved workflow itself. */
export function checkNewName(
  name: string,
  entries: readonly WorkflowEntry[],
  own: WorkflowEntry | null,
): NameVerdict {
  const others = entries.filter(({ id }) => id !== own?.id)
  const verdict = checkName(name, others)
  return verdict.ok || !verdict.canReplace
    ? verdict
    : { ok: false, why: `A workflow called ${name.trim()} already exists.`, canReplace: false }
}

/** Asks for the new name of a tab's workflow. One that was never saved is renamed on its canvas. Rejects as the host does. */
export async function renameTab(editor: Editor, tab: Tab): Promise<void> {
  const { entry } = tab
  const entries = await host(editor).request('workflow.list', {})
  const name = await showDialog(editor, {
    kind: 'name',
    title: 'Rename workflow',
    action: 'Rename',
    name: nameOfTab(tab),
    check: (typed) => checkNewName(typed, entries, entry),
  })
  if (name === null || name.trim() === nameOfTab(tab)) return
  if (entry !== null) return renameSaved(editor, entry, name)
  // The edit is one of the shown tab.
  showTab(editor, tab.id)
  edit(editor, renameWorkflow(name.trim()))
}

/** Renames a saved workflow, and its tab. Rejects as the host does. */
export async function renameSaved(editor: Editor, entry: WorkflowEntry, name: string): Promise<void> {
  const renamed = await host(editor).request('workflow.rename', { id: entry.id, name: name.trim() })
  const open = tabOf(editor, entry.id)
  // The new name is in the file too: the canvas is based on that version now, if it was on the one before.
  if (open === null || open.base !== entry.version) return
  const isTheirs = isDirty(open) && !hasOwnEdits(editor, open)
  changeTab(editor, open.id, ({ workflow, saved }) => {
    const called = renameWorkflow(renamed.name)(workflow)
    const before = saved === null || saved === workflow ? called : renameWorkflow(renamed.name)(saved)
    return { entry: renamed, base: renamed.version, workflow: called, saved: before }
  })
  // A name is no edit: what was followed from another window still is that window's.
  if (isTheirs) updateDraft(editor, open.id, { workflow: tabOf(editor, open.id)?.workflow ?? null })
}
