import type { WorkflowEntry } from '#shared/api/records.ts'
import type { Editor } from '../base/editor.ts'
import { notifyFailure, notify } from '../base/notify.ts'
import { forgetDraft } from '../state/workflows/drafts.ts'
import { openSaved } from '../state/workflows/openSaved.ts'
import { host } from '../base/host.ts'
import { showDialog } from '../base/showDialog.ts'
import { closeTab, tabOf } from '../state/tabs.ts'

/** Rejects as the host does. */
export async function duplicate(editor: Editor, { id }: WorkflowEntry): Promise<void> {
  const { name } = await host(editor).request('workflow.duplicate', { id })
  notify(editor, `Created ${name}.`)
}

/** Removes a workflow after a confirmation; that can be undone. Rejects as the host does. */
export async function remove(editor: Editor, { id, name, draft }: WorkflowEntry): Promise<void> {
  const unsaved = draft ? ', with its unsaved changes' : ''
  const answer = await showDialog(editor, {
    kind: 'choice',
    title: `Remove ${name}?`,
    message: `It moves to Removed${unsaved}. You can restore it.`,
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
  notify(editor, `Removed ${name}.`, {
    action: { label: 'Undo', run: () => void restore().catch((thrown) => notifyFailure(editor, thrown)) },
    stays: 15_000,
  })
}
