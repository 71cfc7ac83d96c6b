import { renameWorkflow } from '#shared/document/edits/workflow.ts'
import { readWorkflow } from '#shared/document/readWorkflow.ts'
import type { Workflow } from '#shared/document/workflow.ts'
import { AppError } from '#shared/errors.ts'
import type { Editor } from '../../base/editor.ts'
import { host } from '../../base/host.ts'
import { loadTypesOf } from '../catalogue/loadTypes.ts'
import { openTab, showTab, tabOf } from '../tabs.ts'
import { updateDraft } from './drafts.ts'
import { unreadableText } from './unreadableText.ts'

/**
 * Parses a file's text as a workflow with its file's name. Throws `workflow.unreadable`, with a message that names it.
 */
export function readNamed(
  name: string,
  text: string,
): { readonly workflow: Workflow; readonly readOnly: boolean } {
  const read = readWorkflow(text)
  if (!read.ok) throw new AppError('workflow.unreadable', unreadableText(name, read.problems))
  const { readOnly, workflow } = read
  return { readOnly, workflow: readOnly ? workflow : renameWorkflow(name)(workflow) }
}

/**
 * Opens a saved workflow; if it has a different draft, that is on the canvas as unsaved. Rejects with `file.unreadable`
 * or `workflow.unreadable`.
 */
export async function openSaved(editor: Editor, id: string): Promise<void> {
  const open = tabOf(editor, id)
  if (open !== null) return showTab(editor, open.id)
  const { entry, text, saved, base, draft } = await host(editor).request('workflow.open', { id })
  const { workflow, readOnly } = readNamed(entry.name, text)
  const before = text === saved ? workflow : readNamed(entry.name, saved).workflow
  await loadTypesOf(editor, workflow)
  openTab(editor, { id, entry, workflow, saved: before, readOnly, base })
  if (draft === null) updateDraft(editor, id, { sent: { workflow, version: entry.version } })
  else updateDraft(editor, id, { workflow, version: draft, sent: { workflow, version: draft }, theirs: true })
}

/** A canvas that was never saved. */
export interface UnsavedDraft {
  readonly id: string
  readonly name: string
  readonly text: string
  readonly version: string
}

/** Opens it as it was left; a template that was not `edited` has nothing to save. Rejects with `workflow.unreadable`. */
export async function openDraft(
  editor: Editor,
  { id, name, text, version }: UnsavedDraft,
  edited = true,
): Promise<void> {
  const read = readWorkflow(text)
  if (!read.ok) throw new AppError('workflow.unreadable', `The draft of ${name} cannot be read any more.`)
  const { readOnly, workflow } = read
  await loadTypesOf(editor, workflow)
  openTab(editor, { id, entry: null, workflow, saved: edited ? null : workflow, readOnly })
  updateDraft(editor, id, { workflow, version, sent: { workflow, version }, theirs: true })
}
