import type { Workflow } from '#shared/document/workflow.ts'
import { changeBetween } from '#shared/document/workflowChange.ts'
import { writeWorkflow } from '#shared/document/writeWorkflow.ts'
import { toAppError } from '#shared/errors.ts'
import type { Editor } from '../../base/editor.ts'
import { notifyFailure } from '../../base/notify.ts'
import {
  conflictDraftId,
  dropConflictDraft,
  isConflictDraftSaved,
  saveConflictDraft,
} from './conflictDraft.ts'
import type { Sent } from './drafts.ts'
import { draftOf, dropDraft, forgetDraft, updateDraft } from './drafts.ts'
import { page } from './page.ts'
import { host } from '../../base/host.ts'
import type { Tab } from '../tabs.ts'
import { changeTab, isDirty, savedId, nameOfTab, tabsStore } from '../tabs.ts'
import { show, viewStore } from '../view.ts'
import { withViewport } from '../viewports.ts'

/** The delay between an edit and its transfer, in milliseconds. The host needs some of the 250 for the disk. */
const DELAY_MS = 100
/** The delay before a retry if the host did not accept it. */
const RETRY_MS = 1000

/**
 * A canvas that was never saved exists nowhere else. What another window has is not overwritten: until the user has
 * decided, a conflict draft is saved.
 */
const wantsDraft = (tab: Tab): boolean =>
  !tab.readOnly && tab.conflict?.kind !== 'window' && (tab.entry === null || isDirty(tab))

/** Whether the host has everything on a canvas, as the file or as a draft. */
export const hasAllOf = (editor: Editor, tab: Tab): boolean =>
  tab.conflict?.kind === 'window'
    ? isConflictDraftSaved(editor, tab)
    : !wantsDraft(tab) || tab.workflow === draftOf(editor, tab.id).workflow

async function saveTabDraft(editor: Editor, tab: Tab): Promise<void> {
  const { id, workflow } = tab
  updateDraft(editor, id, { workflow, theirs: false })
  const next = withViewport(editor, id, workflow)
  const version = (await saveChange(editor, tab, next)) ?? (await saveWhole(editor, tab, next))
  updateDraft(editor, id, { version, sent: { workflow: next, version }, theirs: false })
}

const factsOf = (editor: Editor, tab: Tab) => ({
  id: savedId(tab),
  name: nameOfTab(tab),
  base: tab.base,
  by: editor.get(page),
})

/** Saves the edits since the last state that the host has; with null everything. */
async function saveChange(editor: Editor, tab: Tab, next: Workflow): Promise<string | null> {
  const { sent } = draftOf(editor, tab.id)
  if (sent === null) return null
  const change = changeBetween(sent.workflow, next)
  try {
    const reply = await host(editor).request('draft.change', {
      ...factsOf(editor, tab),
      after: sent.version,
      change,
    })
    return reply.version
  } catch (thrown) {
    updateDraft(editor, tab.id, { sent: null })
    if (toAppError(thrown).code !== 'workflow.conflict') throw thrown
    return null
  }
}

async function saveWhole(editor: Editor, tab: Tab, next: Workflow): Promise<string> {
  const after = draftOf(editor, tab.id).version
  const reply = await host(editor).request('draft.keep', {
    ...factsOf(editor, tab),
    text: writeWorkflow(next),
    after,
  })
  return reply.version
}

/** Saves a canvas before it is closed. Rejects as the host does: then it is saved nowhere. */
export async function saveDraftNow(editor: Editor, tab: Tab): Promise<void> {
  if (wantsDraft(tab)) await saveTabDraft(editor, tab)
}

/** What the host has without a draft. */
const savedAt = ({ saved, base }: Tab): Sent | null =>
  saved === null || base === null ? null : { workflow: saved, version: base }

const hasAll = (editor: Editor): boolean =>
  editor
    .get(tabsStore)
    .getState()
    .tabs.every((tab) => hasAllOf(editor, tab))

/** Asks before the page is left if something is not saved anywhere. Returns a function that stops it. */
function warnUnsaved(editor: Editor): () => void {
  const warn = (event: Event): void => {
    // There is no host to save it.
    if (editor.get(viewStore).getState().connection !== 'connected' && !hasAll(editor)) event.preventDefault()
  }
  window.addEventListener('beforeunload', warn)
  return () => window.removeEventListener('beforeunload', warn)
}

/** Saves every canvas on the host shortly after each edit. Returns a function that stops it. */
export function saveDrafts(editor: Editor): () => void {
  const busy = new Set<string>()
  let timer: number | null = null
  let failing = false
  let stopped = false

  const updateAllSaved = (): void => {
    const allSaved = busy.size === 0 && hasAll(editor)
    if (editor.get(viewStore).getState().allSaved !== allSaved) show(editor, { allSaved })
  }

  /** Both return the delay until there may be something to save again. */
  const succeed = (): number => {
    failing = false
    return DELAY_MS
  }
  const fail = (tab: Tab, thrown: unknown): number => {
    const { code, data } = toAppError(thrown)
    updateDraft(editor, tab.id, { workflow: null })
    if (code === 'workflow.conflict') {
      const version = typeof data['draft'] === 'string' ? data['draft'] : null
      changeTab(editor, tab.id, () => ({ conflict: { kind: 'window', version } }))
      return DELAY_MS
    }
    // The status line shows that the host does not answer.
    if (!failing && code !== 'host.gone') notifyFailure(editor, thrown)
    failing = true
    return RETRY_MS
  }

  const saveAll = (leaving: boolean): void => {
    timer = null
    for (const tab of editor.get(tabsStore).getState().tabs) {
      const { id } = tab
      const draft = draftOf(editor, id)
      const inConflict = conflictDraftId(editor, tab) !== null
      if (!inConflict) dropConflictDraft(editor, id).catch((thrown) => notifyFailure(editor, thrown))
      if (!inConflict && !wantsDraft(tab)) {
        if (draft.version === null || tab.conflict !== null || tab.readOnly) continue
        forgetDraft(editor, id, savedAt(tab))
        dropDraft(editor, savedId(tab)).catch((thrown) => notifyFailure(editor, thrown))
      } else if (!hasAllOf(editor, tab) && (leaving || !busy.has(id))) {
        busy.add(id)
        void (inConflict ? saveConflictDraft(editor, tab) : saveTabDraft(editor, tab))
          .then(succeed)
          .catch((thrown: unknown) => fail(tab, thrown))
          .then((rest) => {
            busy.delete(id)
            updateAllSaved()
            schedule(rest)
          })
      }
    }
  }
  const schedule = (rest: number): void => {
    // Work that was pending when it ended has finished too.
    if (stopped) return
    timer ??= window.setTimeout(() => saveAll(false), rest)
  }
  const leave = (): void => saveAll(true)
  const stop = editor.get(tabsStore).subscribe(() => {
    updateAllSaved()
    schedule(DELAY_MS)
  })
  window.addEventListener('pagehide', leave)
  const stopWarning = warnUnsaved(editor)
  updateAllSaved()
  schedule(DELAY_MS)
  return () => {
    stopped = true
    stop()
    stopWarning()
    window.removeEventListener('pagehide', leave)
    if (timer !== null) window.clearTimeout(timer)
  }
}
