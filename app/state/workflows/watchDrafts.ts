import type { HostEvent } from '#shared/api/contract.ts'
import { definePart } from '../../base/editor.ts'
import type { Editor } from '../../base/editor.ts'
import type { Tab } from '../tabs.ts'
import { changeTab, isDirty, tabOf } from '../tabs.ts'
import { follow } from './conflict.ts'
import { draftOf } from './drafts.ts'
import { page } from './page.ts'
import { sameButSeeds } from './sameButSeeds.ts'

type DraftChange = Extract<HostEvent, { type: 'draft.changed' }>

/** Whether there are edits here that are neither saved nor from elsewhere. */
export function hasOwnEdits(editor: Editor, tab: Tab): boolean {
  const { theirs, workflow } = draftOf(editor, tab.id)
  return isDirty(tab) && !(theirs && workflow === tab.workflow)
}

/** A run alone must not bring two windows into conflict: its seeds are in its record. */
const hasOnlyDrawnSeeds = (editor: Editor, { saved, workflow }: Tab): boolean =>
  saved !== null && sameButSeeds(editor, saved, workflow)

/** What to do about a draft that was changed. */
export type DraftAct = 'nothing' | 'follow' | 'conflict'

/** `follow`: this canvas has nothing to lose. `conflict`: it has. */
export function actOn(editor: Editor, tab: Tab, { by, version }: DraftChange): DraftAct {
  if (by === editor.get(page) || tab.readOnly) return 'nothing'
  if (version !== null && version === draftOf(editor, tab.id).version) return 'nothing'
  // A conflict about the file is asked about first; one about the draft is updated to its latest version.
  if (tab.conflict !== null)
    return tab.conflict.kind === 'window' && version !== null ? 'conflict' : 'nothing'
  if (!hasOwnEdits(editor, tab) || hasOnlyDrawnSeeds(editor, tab))
    return tab.entry === null && version === null ? 'nothing' : 'follow'
  return version === null ? 'nothing' : 'conflict'
}

const changes = definePart(() => ({ turn: Promise.resolve() }))
const over = (): void => {}

/**
 * Another page has changed a draft: an unedited canvas loads it, an edited one shows the conflict. One at a time.
 * Rejects as the host does.
 */
export function onDraftChange(editor: Editor, event: DraftChange): Promise<void> {
  const all = editor.get(changes)
  const applied = all.turn.then(() => applyDraftChange(editor, event))
  // The caller reports a failure; the next change is handled after it.
  all.turn = applied.then(over, over)
  return applied
}

async function applyDraftChange(editor: Editor, event: DraftChange): Promise<void> {
  const tab = tabOf(editor, event.id)
  if (tab === null) return
  const act = actOn(editor, tab, event)
  if (act === 'follow') await follow(editor, tab)
  else if (act === 'conflict')
    changeTab(editor, tab.id, () => ({ conflict: { kind: 'window', version: event.version } }))
}
