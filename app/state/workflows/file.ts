import { readWorkflow } from '#shared/document/readWorkflow.ts'
import type { Workflow } from '#shared/document/workflow.ts'
import type { Editor } from '../../base/editor.ts'
import { definePart } from '../../base/editor.ts'
import { newId } from '../../base/ids.ts'
import { loadTypesOf } from '../catalogue/loadTypes.ts'
import { promptConflict } from './conflict.ts'
import { page } from './page.ts'
import type { Saved } from './save.ts'
import { saveTab, saveTabAs } from './save.ts'
import { unreadableText } from './unreadableText.ts'
import { host } from '../../base/host.ts'
import { notifyFailure, notifyError } from '../../base/notify.ts'
import { activeTab, edit, isDirty, openEmpty, openTab } from '../tabs.ts'

export const newWorkflow = (editor: Editor): void => openEmpty(editor, `draft-${newId()}`)

/** Saves the canvas; `asNew` under another name, beside the original. */
export async function saveWorkflow(editor: Editor, asNew = false): Promise<void> {
  const tab = activeTab(editor)
  if (tab === null) return
  const saved: Saved = await (asNew ? saveTabAs(editor, tab) : saveTab(editor, tab))
  if (saved === 'conflict') await promptConflict(editor, tab.id)
}

/** Whether there is a saved state to return to. */
export function canRevert(editor: Editor): boolean {
  const tab = activeTab(editor)
  return tab !== null && !tab.readOnly && tab.saved !== null && isDirty(tab)
}

/** Returns to the last saved state, as an undo step. */
export function revertWorkflow(editor: Editor): void {
  const saved = activeTab(editor)?.saved ?? null
  if (saved !== null) edit(editor, () => saved)
}

/** Opens a workflow's text in a tab of its own; reports why it cannot be read. Never rejects. */
export async function openText(editor: Editor, name: string, text: string): Promise<void> {
  const opened = readText(editor, name, text)
  if (opened === null) return
  await loadTypesOf(editor, opened.workflow)
  const id = `draft-${newId()}`
  openTab(editor, { id, entry: null, saved: null, ...opened })
  if (opened.readOnly)
    saveUnchanged(editor, id, opened.workflow.name ?? name, text).catch((thrown) =>
      notifyFailure(editor, thrown),
    )
}

/** A read-only file is stored byte for byte, so that it is there when the page is reloaded. */
async function saveUnchanged(editor: Editor, id: string, name: string, text: string): Promise<void> {
  await host(editor).request('draft.keep', { id, name, text, base: null, by: editor.get(page) })
}

function readText(
  editor: Editor,
  name: string,
  text: string,
): { readonly workflow: Workflow; readonly readOnly: boolean } | null {
  const read = readWorkflow(text)
  if (!read.ok) {
    notifyError(editor, unreadableText(name, read.problems))
    return null
  }
  const { readOnly, workflow } = read
  return { readOnly, workflow: { ...workflow, name: workflow.name ?? name } }
}

const openingExamples = definePart(() => new Set<string>())

/** Opens a template: until it is changed, there is nothing to save. A double-click opens it once. */
export async function openExample(editor: Editor, id: string): Promise<void> {
  const opening = editor.get(openingExamples)
  if (opening.has(id)) return
  opening.add(id)
  try {
    const { name, text } = await host(editor).request('example.open', { id })
    const opened = readText(editor, name, text)
    if (opened === null) return
    await loadTypesOf(editor, opened.workflow)
    openTab(editor, { id: `draft-${newId()}`, entry: null, saved: opened.workflow, ...opened })
  } finally {
    opening.delete(id)
  }
}
