import { withSchemas } from '#shared/catalogue/carried.ts'
import { renameWorkflow } from '#shared/document/edits/workflow.ts'
import { writeWorkflow } from '#shared/document/writeWorkflow.ts'
import type { WorkflowEntry } from '#shared/api/records.ts'
import { AppError } from '#shared/errors.ts'
import type { Editor } from '../../base/editor.ts'
import { host } from '../../base/host.ts'
import { showDialog } from '../../base/showDialog.ts'
import { notifyError } from '../../base/notify.ts'
import { registryOf } from '../catalogue/catalogue.ts'
import type { Tab } from '../tabs.ts'
import { changeTab, savedId, markSaved, nameOfTab } from '../tabs.ts'
import { withViewport } from '../viewports.ts'
import { checkName, freeName, findByName } from './checkName.ts'
import { noCopyText } from './describeReadOnly.ts'
import { dropDraft, forgetDraft } from './drafts.ts'
import { page } from './page.ts'
import { isUntitled } from './untitled.ts'

/** Where to save a workflow: under an id, or as a new one if that is null. */
interface SaveTarget {
  readonly id: string | null
  readonly name: string
  readonly base: string | null
  readonly overwrite: boolean
}

/** Whether it was saved; `conflict` if its file has changed since, which is then recorded on the tab. */
export type Saved = 'saved' | 'left' | 'conflict'

/** Saves a tab to its file; one that was never saved asks for a name first. Rejects as the host does. */
export async function saveTab(editor: Editor, tab: Tab): Promise<Saved> {
  if (tab.readOnly) return refuse(editor, tab)
  const { entry } = tab
  if (entry === null) return saveNew(editor, tab)
  if (tab.conflict !== null) return 'conflict'
  return write(editor, tab, { id: entry.id, name: entry.name, base: tab.base, overwrite: false })
}

/** Saves a tab over its file, whatever that contains now. */
export const saveOver = (editor: Editor, tab: Tab): Promise<Saved> =>
  write(editor, tab, { id: tab.entry?.id ?? null, name: nameOfTab(tab), base: tab.base, overwrite: true })

/** Saves a tab under another name, which is asked for; from then on the tab belongs to that file. */
export async function saveTabAs(
  editor: Editor,
  tab: Tab,
  proposal = `${nameOfTab(tab)} copy`,
): Promise<Saved> {
  if (tab.readOnly) return refuse(editor, tab)
  const entries = await host(editor).request('workflow.list', {})
  return writeUnderChosenName(
    editor,
    tab,
    freeName(tab.entry === null ? nameOfTab(tab) : proposal, entries),
    entries,
  )
}

/** A free name that the user has chosen already is not asked for. */
async function saveNew(editor: Editor, tab: Tab): Promise<Saved> {
  const name = nameOfTab(tab)
  const entries = await host(editor).request('workflow.list', {})
  const isOwn = !isUntitled(name) && checkName(name, entries).ok
  if (!isOwn) return writeUnderChosenName(editor, tab, freeName(name, entries), entries)
  return write(editor, tab, { id: null, name, base: null, overwrite: false })
}

async function writeUnderChosenName(
  editor: Editor,
  tab: Tab,
  name: string,
  entries: readonly WorkflowEntry[],
): Promise<Saved> {
  const answer = await showDialog(editor, {
    kind: 'name',
    title: tab.entry === null ? 'Save workflow' : 'Save as',
    action: 'Save',
    name,
    check: (typed) => checkName(typed, entries),
  })
  if (answer === null) return 'left'
  const replaced = findByName(answer, entries)
  return write(editor, tab, {
    id: replaced?.id ?? null,
    name: replaced?.name ?? answer.trim(),
    base: null,
    overwrite: replaced !== null,
  })
}

async function write(editor: Editor, tab: Tab, target: SaveTarget): Promise<Saved> {
  const { workflow } = tab
  const saved = withSchemas(renameWorkflow(target.name)(workflow), registryOf(editor))
  const isOwn = target.id === tab.entry?.id
  try {
    const entry = await host(editor).request('workflow.save', {
      ...target,
      text: writeWorkflow(withViewport(editor, tab.id, saved)),
      // The replaced workflow may have a draft of this page too, in another tab: that draft was not saved.
      by: isOwn ? editor.get(page) : `${editor.get(page)} elsewhere`,
      // A workflow that was never saved keeps its runs.
      ...(tab.entry === null && { from: { draft: tab.id, name: nameOfTab(tab).slice(0, 200) } }),
    })
    markSaved(editor, tab.id, entry, workflow, saved)
    forgetDraft(editor, tab.id, { workflow: saved, version: entry.version })
    // The draft under its previous id: all of it is saved now.
    if (entry.id !== savedId(tab)) await dropDraft(editor, savedId(tab))
    return 'saved'
  } catch (thrown) {
    if (!(thrown instanceof AppError) || thrown.code !== 'workflow.conflict') throw thrown
    const kind = thrown.data['version'] === null ? 'gone' : 'file'
    changeTab(editor, tab.id, () => ({ conflict: { kind } }))
    return 'conflict'
  }
}

function refuse(editor: Editor, tab: Tab): Saved {
  notifyError(editor, noCopyText(nameOfTab(tab)))
  return 'left'
}
