import type { Editor } from '../../base/editor.ts'
import { dropDraft, forgetDraft } from './drafts.ts'
import { promptConflict } from './conflict.ts'
import { saveTab } from './save.ts'
import { host } from '../../base/host.ts'
import { saveDraftNow } from './saveDrafts.ts'
import type { Tab } from '../tabs.ts'
import { closeTab, isDirty, nameOfTab, tabOf } from '../tabs.ts'
import { showDialog } from '../../base/showDialog.ts'

/** Closes a tab. Asks about unsaved edits, which stay as a draft whatever the answer is. Rejects as the host does. */
export async function leaveTab(editor: Editor, tab: Tab): Promise<void> {
  if (tab.readOnly || !isDirty(tab)) return close(editor, tab)
  // Otherwise only the other window's state would remain.
  if (tab.conflict?.kind === 'window') return promptConflict(editor, tab.id)
  const name = nameOfTab(tab)
  const answer = await showDialog(editor, {
    kind: 'choice',
    title: `Save changes to ${name}?`,
    message: 'If you close without saving, a draft stays under Workflows.',
    choices: [
      { id: 'close', label: 'Close without saving' },
      { id: 'save', label: 'Save', weight: 'main' },
    ],
  })
  // It may have been edited meanwhile.
  const now = tabOf(editor, tab.id)
  if (now === null || answer === null) return
  if (answer === 'close') {
    await saveDraftNow(editor, now)
    return close(editor, now)
  }
  const saved = await saveTab(editor, now)
  if (saved === 'saved') await close(editor, tabOf(editor, tab.id) ?? now)
  else if (saved === 'conflict') await promptConflict(editor, tab.id)
}

async function close(editor: Editor, tab: Tab): Promise<void> {
  closeTab(editor, tab.id)
  forgetDraft(editor, tab.id)
  // An unchanged template, or an empty canvas: nothing to restore.
  if (tab.entry === null && !isDirty(tab)) await dropDraft(editor, tab.id)
  // Its own file is complete: this was a read-only copy, whichever page has opened it.
  else if (tab.entry === null && tab.readOnly)
    await host(editor).request('draft.drop', { id: tab.id, by: null })
}
