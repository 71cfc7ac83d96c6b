import { readWorkflow } from '#shared/document/readWorkflow.ts'
import type { Editor } from '../../base/editor.ts'
import { host } from '../../base/host.ts'
import type { Choice } from '../../base/showDialog.ts'
import { showDialog } from '../../base/showDialog.ts'
import { notify } from '../../base/notify.ts'
import type { Conflict, Tab } from '../tabs.ts'
import { changeTab, savedId, nameOfTab, tabOf, replaceWorkflow } from '../tabs.ts'
import { conflictDraftName } from './conflictDraft.ts'
import { forgetDraft, updateDraft } from './drafts.ts'
import { readNamed } from './openSaved.ts'
import { saveOver, saveTabAs } from './save.ts'

/** The ways to resolve a conflict: mine stays, theirs is loaded, or mine is saved beside it. */
export type Resolution = 'mine' | 'theirs' | 'copy'

interface ConflictText {
  readonly title: string
  readonly text: (name: string) => string
  readonly resolutions: readonly (Choice & { readonly id: Resolution })[]
}

const copy = { id: 'copy', label: 'Save mine as a copy' } as const

/** A kind of conflict without a text does not compile. */
export const conflictTexts: { readonly [Kind in Conflict['kind']]: ConflictText } = {
  file: {
    title: 'Changed on disk',
    text: (name) =>
      `The file of ${name} was changed by another program or window while you edited it here. Nothing was written over.`,
    resolutions: [{ id: 'theirs', label: 'Load theirs' }, { id: 'mine', label: 'Overwrite with mine' }, copy],
  },
  gone: {
    title: 'File not found',
    text: (name) => `The file of ${name} was moved or removed. What is on the canvas is still here.`,
    resolutions: [
      { id: 'mine', label: 'Save it again' },
      { id: 'copy', label: 'Save as' },
    ],
  },
  window: {
    title: 'Edited in another window',
    text: (name) =>
      `${name} was changed in another window too. Your edits are saved as ${conflictDraftName(name)} until you choose.`,
    resolutions: [{ id: 'theirs', label: 'Load theirs' }, { id: 'mine', label: 'Keep mine' }, copy],
  },
}

/** Asks how to resolve a conflict and does it. Rejects as the host does. */
export async function promptConflict(editor: Editor, id: string): Promise<void> {
  const tab = tabOf(editor, id)
  if (tab === null || tab.conflict === null) return
  const { title, text, resolutions } = conflictTexts[tab.conflict.kind]
  const answer = await showDialog(editor, {
    kind: 'choice',
    title,
    message: text(nameOfTab(tab)),
    choices: resolutions,
  })
  const resolution = resolutions.find((one) => one.id === answer)
  if (resolution !== undefined) await resolveConflict(editor, tab, resolution.id)
}

/** Rejects as the host does; then the conflict remains. */
export async function resolveConflict(editor: Editor, { id }: Tab, resolution: Resolution): Promise<void> {
  const tab = tabOf(editor, id)
  if (tab === null || tab.conflict === null) return
  if (resolution === 'copy') await saveTabAs(editor, tab, `${nameOfTab(tab)} (mine)`)
  else if (resolution === 'theirs') await loadTheirs(editor, tab)
  else if (tab.conflict.kind === 'window') keepMine(editor, tab, tab.conflict.version)
  else await saveOver(editor, tab)
}

/** Takes over, based on what the other window has saved. */
function keepMine(editor: Editor, tab: Tab, version: string | null): void {
  updateDraft(editor, tab.id, { workflow: null, version, sent: null })
  changeTab(editor, tab.id, () => ({ conflict: null }))
}

/** An undo brings back what was on the canvas. */
async function loadTheirs(editor: Editor, tab: Tab): Promise<void> {
  if (tab.entry === null) await loadDraft(editor, tab)
  else await loadSaved(editor, tab, tab.conflict?.kind === 'window')
  notify(editor, `${nameOfTab(tab)} was loaded from there. Undo restores your version.`)
}

/** Another page's changes of the same workflow are applied to a canvas without edits, as one undo step. */
const FOLLOWING = 'another window'

/**
 * Loads what another page has saved, without a message; not if the canvas was edited meanwhile. Rejects as the host
 * does.
 */
export async function follow(editor: Editor, tab: Tab): Promise<void> {
  const still = (): boolean => tabOf(editor, tab.id)?.workflow === tab.workflow
  if (tab.entry === null) await loadDraft(editor, tab, still, FOLLOWING)
  else await loadSaved(editor, tab, true, still, FOLLOWING)
}

async function loadSaved(
  editor: Editor,
  tab: Tab,
  withDraft: boolean,
  still: () => boolean = () => true,
  key: string | null = null,
): Promise<void> {
  const { entry, text, saved, base, draft } = await host(editor).request('workflow.open', {
    id: savedId(tab),
  })
  if (!still()) return
  // Edits of what the file was before it was saved here belong to their window alone.
  if (key === FOLLOWING && text !== saved && base !== entry.version) return
  const before = readNamed(entry.name, saved).workflow
  const isDraft = withDraft && text !== saved
  const workflow = isDraft ? readNamed(entry.name, text).workflow : before
  replaceWorkflow(editor, tab.id, entry, workflow, before, key)
  if (!isDraft) forgetDraft(editor, tab.id, { workflow: before, version: entry.version })
  else {
    updateDraft(editor, tab.id, { workflow, version: draft, sent: null, theirs: true })
    if (base !== entry.version) changeTab(editor, tab.id, () => ({ base, conflict: { kind: 'file' } }))
  }
}

async function loadDraft(
  editor: Editor,
  tab: Tab,
  still = (): boolean => true,
  key: string | null = null,
): Promise<void> {
  const drafts = await host(editor).request('draft.list', {})
  if (!still()) return
  const theirs = drafts.find(({ id }) => id === tab.id)
  const read = theirs === undefined ? null : readWorkflow(theirs.text)
  if (theirs === undefined || read === null || !read.ok) return forgetDraft(editor, tab.id)
  replaceWorkflow(editor, tab.id, null, read.workflow, null, key)
  updateDraft(editor, tab.id, { workflow: read.workflow, version: theirs.version, sent: null, theirs: true })
}
