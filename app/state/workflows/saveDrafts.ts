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

/** How soon after an edit what is on the canvas is on its way, in milliseconds. The host needs some of the 250 for the disk. */
const DELAY_MS = 100
/** How soon it is tried again where the host did not take it. */
const RETRY_MS = 1000

/** What was never saved is nowhere else. Nothing is kept over what another window has: until the person has chosen, it
 *  is kept aside. */
const wantsDraft = (tab: Tab): boolean =>
  !tab.readOnly && tab.conflict?.kind !== 'window' && (tab.entry === null || isDirty(tab))

/** Whether the host has all that is on a canvas, as the file or as a draft. */
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

/** Keeps what was edited since the host had all of it; null where it is to have all of it again. */
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

/** Keeps what is on a canvas before that is closed. Rejects as the host does: then it is kept nowhere else. */
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

/** Asks before a page is left of which something is kept nowhere. Answers with the way to stop. */
function warnUnsaved(editor: Editor): () => void {
  const warn = (event: Event): void => {
    // Nobody is there to keep it.
    if (editor.get(viewStore).getState().connection !== 'connected' && !hasAll(editor)) event.preventDefault()
  }
  window.addEventListener('beforeunload', warn)
  return () => window.removeEventListener('beforeunload', warn)
}

/** Keeps what is on every canvas at the host, soon after each edit. Answers with the way to stop. */
export function saveDrafts(editor: Editor): () => void {
  const busy = new Set<string>()
  let timer: number | null = null
  let failing = false
  let stopped = false

  const updateAllSaved = (): void => {
    const allSaved = busy.size === 0 && hasAll(editor)
    if (editor.get(viewStore).getState().allSaved !== allSaved) show(editor, { allSaved })
  }

  /** Both answer with how soon there may be something to keep again. */
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
    // That nobody answers is said where that is shown.
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
    // What was under way when it ended has come to an end too.
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
