import type { WorkflowEntry } from '#shared/api/records.ts'
import type { Editor } from '../base/editor.ts'
import { notifyFailure, notifyError, notify } from '../base/notify.ts'
import { checkName } from '../state/workflows/checkName.ts'
import { forgetDraft } from '../state/workflows/drafts.ts'
import { openSaved } from '../state/workflows/openSaved.ts'
import { host } from '../base/host.ts'
import { showDialog } from '../base/showDialog.ts'
import { changeTab, closeTab, tabOf } from '../state/tabs.ts'
import { renameWorkflow } from '#shared/document/edits/workflow.ts'

/** Renames a saved workflow. Returns whether that was done; if not, the reason was shown. Rejects as the host does. */
export async function rename(
  editor: Editor,
  entry: WorkflowEntry,
  name: string,
  entries: readonly WorkflowEntry[],
): Promise<boolean> {
  if (name.trim() === entry.name) return true
  const verdict = checkName(
    name,
    entries.filter(({ id }) => id !== entry.id),
  )
  if (!verdict.ok) {
    const why = verdict.canReplace ? `A workflow called ${name.trim()} already exists.` : verdict.why
    notifyError(editor, `${entry.name} was not renamed: ${why}`)
    return false
  }
  const renamed = await host(editor).request('workflow.rename', { id: entry.id, name: name.trim() })
  const open = tabOf(editor, entry.id)
  // The new name is in the file too: the canvas is based on that version now, if it was on the one before.
  if (open !== null && open.base === entry.version)
    changeTab(editor, open.id, ({ workflow, saved }) => {
      const called = renameWorkflow(renamed.name)(workflow)
      const before = saved === null || saved === workflow ? called : renameWorkflow(renamed.name)(saved)
      return { entry: renamed, base: renamed.version, workflow: called, saved: before }
    })
  return true
}

/** Rejects as the host does. */
export async function duplicate(editor: Editor, { id }: WorkflowEntry): Promise<void> {
  const { name } = await host(editor).request('workflow.duplicate', { id })
  notify(editor, `${name} was created.`)
}

/** Removes a workflow after a confirmation; that can be undone. Rejects as the host does. */
export async function remove(editor: Editor, { id, name, draft }: WorkflowEntry): Promise<void> {
  const unsaved = draft ? ' Its unsaved changes are removed too.' : ''
  const answer = await showDialog(editor, {
    kind: 'choice',
    title: `Remove ${name}?`,
    message: `Its file is moved to the folder of removed workflows and can be restored from there.${unsaved}`,
    choices: [{ id: 'remove', label: 'Remove', weight: 'danger' }],
  })
  if (answer !== 'remove') return
  const open = tabOf(editor, id)
  if (open !== null) {
    closeTab(editor, open.id)
    forgetDraft(editor, open.id)
  }
  const { removed } = await host(editor).request('workflow.remove', { id })
  const restore = async (): Promise<void> => {
    const entry = await host(editor).request('workflow.restore', { removed })
    if (open !== null) await openSaved(editor, entry.id)
  }
  notify(editor, `${name} was removed.`, {
    action: { label: 'Undo', run: () => void restore().catch((thrown) => notifyFailure(editor, thrown)) },
    stays: 15_000,
  })
}
