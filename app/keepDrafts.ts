import { writeWorkflow } from '#shared/document/writeWorkflow.ts'
import { toAppError } from '#shared/errors.ts'
import { tell } from './commands/run.ts'
import { draftOf, dropDraft, forgetDraft, knowDraft } from './files/drafts.ts'
import { page } from './files/page.ts'
import { host } from './host.ts'
import type { Tab } from './stores/tabs.ts'
import { changeTab, isDirty, keptAs, nameOfTab, tabsStore } from './stores/tabs.ts'
import { withViewport } from './stores/viewports.ts'

/** How soon after an edit what is on the canvas is on its way, in milliseconds. The host needs some of the 250 for the disk. */
const SOON = 100
/** How soon it is tried again where the host did not take it. */
const AGAIN = 1000

/** What was never saved is nowhere else. Nothing is kept over what another window has, until the person has chosen. */
const wantsDraft = (tab: Tab): boolean =>
  !tab.readOnly && tab.conflict?.kind !== 'window' && (tab.entry === null || isDirty(tab))

/** Keeps what is on every canvas at the host, soon after each edit. Answers with the way to stop. */
export function keepDrafts(): () => void {
  const busy = new Set<string>()
  let timer: number | null = null
  let failing = false

  /** Answers with how soon there may be something to keep again. */
  const keepTab = async (tab: Tab): Promise<number> => {
    const { id, workflow, base } = tab
    const { version } = draftOf(id)
    knowDraft(id, workflow, version)
    const kept = await host().request('draft.keep', {
      id: keptAs(tab),
      name: nameOfTab(tab),
      text: writeWorkflow(withViewport(id, workflow)),
      base,
      by: page,
      after: version,
    })
    knowDraft(id, draftOf(id).workflow, kept.version)
    failing = false
    return SOON
  }

  const fail = (tab: Tab, thrown: unknown): number => {
    const { code, data } = toAppError(thrown)
    knowDraft(tab.id, null, draftOf(tab.id).version)
    if (code === 'workflow.conflict') {
      const version = typeof data['draft'] === 'string' ? data['draft'] : null
      changeTab(tab.id, () => ({ conflict: { kind: 'window', version } }))
      return SOON
    }
    if (!failing) tell(thrown)
    failing = true
    return AGAIN
  }

  const keep = (leaving: boolean): void => {
    timer = null
    for (const tab of tabsStore.getState().tabs) {
      const { id } = tab
      const known = draftOf(id)
      if (!wantsDraft(tab)) {
        if (known.version === null || tab.conflict !== null) continue
        forgetDraft(id)
        dropDraft(keptAs(tab)).catch(tell)
      } else if (tab.workflow !== known.workflow && (leaving || !busy.has(id))) {
        busy.add(id)
        void keepTab(tab)
          .catch((thrown: unknown) => fail(tab, thrown))
          .then((rest) => {
            busy.delete(id)
            soon(rest)
          })
      }
    }
  }
  const soon = (rest: number): void => {
    timer ??= window.setTimeout(() => keep(false), rest)
  }
  const leave = (): void => keep(true)
  const stop = tabsStore.subscribe(() => soon(SOON))
  window.addEventListener('pagehide', leave)
  soon(SOON)
  return () => {
    stop()
    window.removeEventListener('pagehide', leave)
    if (timer !== null) window.clearTimeout(timer)
  }
}
