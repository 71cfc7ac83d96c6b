import { OpenTabs } from '#shared/ipc/records.ts'
import { tell } from '../../base/notify.ts'
import { host } from '../../base/host.ts'
import type { Tabs } from '../tabs.ts'
import { isDirty, keptAs, showTab, tabOf, tabsStore } from '../tabs.ts'
import { asideId } from './aside.ts'
import type { UnsavedDraft } from './openKept.ts'
import { openDraft, openKept } from './openKept.ts'
import { keepViewport, viewportsStore } from '../viewports.ts'

/** What this page had open, for when it is loaded anew: another page of the library has tabs of its own. */
const KEPT = 'patchbay.tabs'

/** How soon it is kept that the view was moved, in milliseconds. */
const SOON = 300

export function describeTabs(
  { tabs, active }: Tabs,
  viewports: ReturnType<typeof viewportsStore.getState>,
): OpenTabs {
  const shown = tabs.find(({ id }) => id === active)
  return {
    tabs: tabs.flatMap((tab) => {
      const viewport = viewports[tab.id] ?? null
      const aside = asideId(tab)
      const own = { id: keptAs(tab), viewport, edited: isDirty(tab) }
      // What is not settled comes back beside what the other window has.
      return aside === null ? [own] : [own, { id: aside, viewport, edited: true }]
    }),
    active: shown === undefined ? null : keptAs(shown),
  }
}

/** Has the host and this page remember which workflows are open. Answers with the way to stop. */
export function keepTabs(): () => void {
  let kept = ''
  let timer: number | null = null
  const keep = (): void => {
    timer = null
    const open = describeTabs(tabsStore.getState(), viewportsStore.getState())
    const text = JSON.stringify(open)
    if (text === kept) return
    kept = text
    sessionStorage.setItem(KEPT, text)
    // What is open is no loss where the host is gone; that it is gone is said elsewhere.
    host()
      .request('tabs.keep', open)
      .catch(() => (kept = ''))
  }
  const stopTabs = tabsStore.subscribe((after, before) => {
    const places = ({ tabs }: Tabs): string =>
      tabs.map((tab) => `${keptAs(tab)} ${isDirty(tab)} ${asideId(tab)}`).join('\n')
    if (after.active !== before.active || (after.tabs !== before.tabs && places(after) !== places(before)))
      keep()
  })
  const stopViews = viewportsStore.subscribe(() => {
    timer ??= window.setTimeout(keep, SOON)
  })
  window.addEventListener('pagehide', keep)
  keep()
  return () => {
    stopTabs()
    stopViews()
    window.removeEventListener('pagehide', keep)
    if (timer !== null) window.clearTimeout(timer)
  }
}

function readKept(): OpenTabs | null {
  try {
    return OpenTabs.parse(JSON.parse(sessionStorage.getItem(KEPT) ?? ''))
  } catch {
    return null
  }
}

/** Opens what was open before, as far as it is still there; where nobody knows what was, every unsaved draft. */
export async function openTabsAgain(): Promise<void> {
  const open = readKept() ?? (await host().request('tabs.list', {})).open
  const drafts = await host().request('draft.list', {})
  const { tabs, active } = open ?? {
    tabs: drafts.map(({ id }) => ({ id, viewport: null, edited: true })),
    active: null,
  }
  for (const { id, viewport, edited } of tabs) {
    await openAgain(
      id,
      drafts.find((draft) => draft.id === id),
      edited,
    )
    if (viewport !== null) keepViewport(id, viewport)
  }
  const shown = active === null ? null : tabOf(active)
  if (shown !== null) showTab(shown.id)
}

/** One that cannot be opened any more is said, and the others open. */
async function openAgain(id: string, draft: UnsavedDraft | undefined, edited: boolean): Promise<void> {
  try {
    if (draft === undefined) await openKept(id)
    else openDraft(draft, edited)
  } catch (thrown) {
    // A canvas that was left empty has no draft; nobody misses it.
    if (!id.startsWith('draft-')) tell(thrown)
  }
}
