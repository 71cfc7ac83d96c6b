import { OpenTabs } from '#shared/api/records.ts'
import type { Editor } from '../../base/editor.ts'
import { notifyFailure } from '../../base/notify.ts'
import { host } from '../../base/host.ts'
import type { Tabs } from '../tabs.ts'
import { isDirty, savedId, showTab, tabOf, tabsStore } from '../tabs.ts'
import { conflictDraftId } from './conflictDraft.ts'
import type { UnsavedDraft } from './openSaved.ts'
import { openDraft, openSaved } from './openSaved.ts'
import type { Viewports } from '../viewports.ts'
import { saveViewport, viewportsStore } from '../viewports.ts'

/** The open tabs of this page, for when it is reloaded: another page of the library has tabs of its own. */
const TABS_KEY = 'patchbay.tabs'

/** The delay before a moved view is saved, in milliseconds. */
const VIEW_DELAY_MS = 300

export function describeTabs(editor: Editor, { tabs, active }: Tabs, viewports: Viewports): OpenTabs {
  const shown = tabs.find(({ id }) => id === active)
  return {
    tabs: tabs.flatMap((tab) => {
      const viewport = viewports[tab.id] ?? null
      const conflictDraft = conflictDraftId(editor, tab)
      const own = { id: savedId(tab), viewport, edited: isDirty(tab) }
      // An unresolved conflict is restored beside the other window's state.
      return conflictDraft === null ? [own] : [own, { id: conflictDraft, viewport, edited: true }]
    }),
    active: shown === undefined ? null : savedId(shown),
  }
}

/** Lets the host and this page remember which workflows are open. Returns a function that stops it. */
export function saveTabs(editor: Editor): () => void {
  let lastSaved = ''
  let timer: number | null = null
  const saveNow = (): void => {
    timer = null
    const open = describeTabs(editor, editor.get(tabsStore).getState(), editor.get(viewportsStore).getState())
    const text = JSON.stringify(open)
    if (text === lastSaved) return
    lastSaved = text
    sessionStorage.setItem(TABS_KEY, text)
    // Nothing is lost if the host is unreachable; that is shown elsewhere.
    host(editor)
      .request('tabs.keep', open)
      .catch(() => (lastSaved = ''))
  }
  const stopTabs = editor.get(tabsStore).subscribe((after, before) => {
    const summaryOf = ({ tabs }: Tabs): string =>
      tabs.map((tab) => `${savedId(tab)} ${isDirty(tab)} ${conflictDraftId(editor, tab)}`).join('\n')
    if (
      after.active !== before.active ||
      (after.tabs !== before.tabs && summaryOf(after) !== summaryOf(before))
    )
      saveNow()
  })
  const stopViews = editor.get(viewportsStore).subscribe(() => {
    timer ??= window.setTimeout(saveNow, VIEW_DELAY_MS)
  })
  window.addEventListener('pagehide', saveNow)
  saveNow()
  return () => {
    stopTabs()
    stopViews()
    window.removeEventListener('pagehide', saveNow)
    if (timer !== null) window.clearTimeout(timer)
  }
}

function readSavedTabs(): OpenTabs | null {
  try {
    return OpenTabs.parse(JSON.parse(sessionStorage.getItem(TABS_KEY) ?? ''))
  } catch {
    return null
  }
}

/** Restores the tabs that still exist; if none are recorded, every unsaved draft. */
export async function reopenTabs(editor: Editor): Promise<void> {
  const open = readSavedTabs() ?? (await host(editor).request('tabs.list', {})).open
  const drafts = await host(editor).request('draft.list', {})
  const { tabs, active } = open ?? {
    tabs: drafts.map(({ id }) => ({ id, viewport: null, edited: true })),
    active: null,
  }
  for (const { id, viewport, edited } of tabs) {
    await reopen(
      editor,
      id,
      drafts.find((draft) => draft.id === id),
      edited,
    )
    if (viewport !== null) saveViewport(editor, id, viewport)
  }
  const shown = active === null ? null : tabOf(editor, active)
  if (shown !== null) showTab(editor, shown.id)
}

/** A tab that cannot be restored is reported, and the others open. */
async function reopen(
  editor: Editor,
  id: string,
  draft: UnsavedDraft | undefined,
  edited: boolean,
): Promise<void> {
  try {
    if (draft === undefined) await openSaved(editor, id)
    else await openDraft(editor, draft, edited)
  } catch (thrown) {
    // A canvas that was left empty has no draft, and needs none.
    if (!id.startsWith('draft-')) notifyFailure(editor, thrown)
  }
}
