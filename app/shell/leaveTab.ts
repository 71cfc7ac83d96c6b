import { tell } from '../commands/run.ts'
import { host } from '../host.ts'
import type { Tab } from '../stores/tabs.ts'
import { closeTab, isDirty, openTab } from '../stores/tabs.ts'
import { tellWords } from './toast.ts'

/** Closes a tab. What was not saved can be taken back for a while. */
export function leaveTab(tab: Tab): void {
  closeTab(tab.id)
  if (!isDirty(tab)) return
  const drop = (): void => void host().request('draft.drop', { id: tab.id }).catch(tell)
  tellWords(`${tab.workflow.name ?? 'Untitled'} was closed without saving.`, {
    action: { label: 'Take back', run: () => openTab(tab) },
    stays: 10_000,
    onGone: drop,
  })
}
