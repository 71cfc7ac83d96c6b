import { renameWorkflow } from '#shared/document/edits/workflow.ts'
import type { Workflow } from '#shared/document/workflow.ts'
import { writeWorkflow } from '#shared/document/writeWorkflow.ts'
import { definePart } from '../../base/editor.ts'
import type { Editor } from '../../base/editor.ts'
import { newId } from '../../base/ids.ts'
import { host } from '../../base/host.ts'
import type { Tab } from '../tabs.ts'
import { nameOfTab } from '../tabs.ts'
import { withViewport } from '../viewports.ts'
import { dropDraft } from './drafts.ts'
import { page } from './page.ts'

/**
 * The canvas of a tab whose draft another window has changed too, saved as a draft of its own until the conflict is
 * resolved.
 */
interface ConflictDraft {
  readonly id: string
  /** What was last saved of it. */
  workflow: Workflow | null
}

/** By the id of the tab. */
const conflictDrafts = definePart(() => new Map<string, ConflictDraft>())

export const conflictDraftName = (name: string): string => `${name} (other window)`

/** The id of a tab's conflict draft; null if it needs none. */
export function conflictDraftId(editor: Editor, tab: Tab): string | null {
  if (tab.conflict?.kind !== 'window') return null
  const existing = editor.get(conflictDrafts).get(tab.id)
  if (existing !== undefined) return existing.id
  const id = `draft-${newId()}`
  editor.get(conflictDrafts).set(tab.id, { id, workflow: null })
  return id
}

/** Whether everything on a canvas in such a conflict is saved in its conflict draft. */
export const isConflictDraftSaved = (editor: Editor, tab: Tab): boolean =>
  editor.get(conflictDrafts).get(tab.id)?.workflow === tab.workflow

/** Rejects as the host does. */
export async function saveConflictDraft(editor: Editor, tab: Tab): Promise<void> {
  const id = conflictDraftId(editor, tab)
  if (id === null) return
  const { workflow } = tab
  const name = conflictDraftName(nameOfTab(tab))
  const text = writeWorkflow(withViewport(editor, tab.id, renameWorkflow(name)(workflow)))
  await host(editor).request('draft.keep', { id, name, text, base: null, by: editor.get(page) })
  const draft = editor.get(conflictDrafts).get(tab.id)
  if (draft !== undefined) draft.workflow = workflow
}

/** The conflict is resolved: deletes the conflict draft. Rejects as the host does. */
export async function dropConflictDraft(editor: Editor, tab: string): Promise<void> {
  const draft = editor.get(conflictDrafts).get(tab)
  editor.get(conflictDrafts).delete(tab)
  if (draft !== undefined) await dropDraft(editor, draft.id)
}
