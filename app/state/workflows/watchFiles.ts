import { withField } from '#shared/document/edits/edit.ts'
import { writeWorkflow } from '#shared/document/writeWorkflow.ts'
import type { Workflow } from '#shared/document/workflow.ts'
import type { WorkflowEntry } from '#shared/api/records.ts'
import type { Editor } from '../../base/editor.ts'
import { host } from '../../base/host.ts'
import { notify } from '../../base/notify.ts'
import type { Tab } from '../tabs.ts'
import { changeTab, nameOfTab, tabOf, tabsStore, replaceWorkflow } from '../tabs.ts'
import { forgetDraft, updateDraft } from './drafts.ts'
import { readNamed } from './openSaved.ts'
import { hasOwnEdits } from './watchDrafts.ts'

/**
 * Checks the files of open tabs for changes. A tab without edits is reloaded; the others are marked as in conflict.
 * Rejects as the host does.
 */
export async function checkFiles(editor: Editor): Promise<void> {
  const entries = await host(editor).request('workflow.list', {})
  for (const tab of editor.get(tabsStore).getState().tabs)
    if (tab.entry !== null)
      await checkFile(
        editor,
        tab,
        entries.find(({ id }) => id === tab.entry?.id),
      )
}

async function checkFile(editor: Editor, tab: Tab, entry: WorkflowEntry | undefined): Promise<void> {
  if (entry === undefined) return changeTab(editor, tab.id, () => ({ conflict: { kind: 'gone' } }))
  if (entry.version === tab.base) {
    const gone = tab.conflict?.kind === 'gone'
    if (entry.name !== tab.entry?.name || gone)
      changeTab(editor, tab.id, ({ conflict }) => ({ entry, conflict: gone ? null : conflict }))
    return
  }
  const { saved } = await host(editor).request('workflow.open', { id: entry.id })
  // A tab that was saved or closed meanwhile is in no conflict.
  const now = tabOf(editor, tab.id)
  if (now === null || now.base !== tab.base) return
  meet(editor, now, entry, saved)
}

function meet(editor: Editor, tab: Tab, entry: WorkflowEntry, text: string): void {
  let theirs: Workflow
  let readOnly: boolean
  try {
    ;({ workflow: theirs, readOnly } = readNamed(entry.name, text))
  } catch {
    // An incomplete file, or no longer a workflow: the canvas stays, and is not saved over it.
    return changeTab(editor, tab.id, () => ({ conflict: { kind: 'file' } }))
  }
  const { saved } = tab
  const isEdited = hasOwnEdits(editor, tab)
  if (saved !== null && sameButName(saved, theirs)) {
    changeTab(editor, tab.id, ({ conflict }) => ({
      entry,
      base: entry.version,
      conflict: conflict?.kind === 'window' ? conflict : null,
    }))
    // Records in its draft what it is now based on; a draft of another window is for that one to record.
    if (isEdited) updateDraft(editor, tab.id, { workflow: null })
  } else if (tab.conflict?.kind === 'window' && !readOnly)
    // The other window has saved its edits. Those here stay beside them, until the user has decided.
    changeTab(editor, tab.id, () => ({
      entry,
      base: entry.version,
      saved: theirs,
      conflict: { kind: 'window', version: null },
    }))
  else if (isEdited || readOnly) changeTab(editor, tab.id, () => ({ conflict: { kind: 'file' } }))
  else {
    replaceWorkflow(editor, tab.id, entry, theirs, theirs)
    forgetDraft(editor, tab.id, { workflow: theirs, version: entry.version })
    notify(editor, `${nameOfTab(tab)} was changed on disk and has been reloaded.`)
  }
}

/** Whether two states of a file differ only in their name and view. */
export function sameButName(one: Workflow, other: Workflow): boolean {
  const plain = (workflow: Workflow): string =>
    writeWorkflow(withField(withField(workflow, 'name', undefined), 'viewport', undefined))
  return plain(one) === plain(other)
}
