import type { Editor } from '../../base/editor.ts'
import type { Tab } from '../tabs.ts'
import { savedId, tabOf, tabsStore } from '../tabs.ts'
import { show } from '../view.ts'
import { leaveTab } from './leaveTab.ts'

/** The other tabs of a tab, or only those to its right. */
function othersOf(editor: Editor, tab: Tab, which: 'others' | 'right'): readonly Tab[] {
  const { tabs } = editor.get(tabsStore).getState()
  const at = tabs.findIndex(({ id }) => id === tab.id)
  return tabs.filter(({ id }, index) => id !== tab.id && (which === 'others' || index > at))
}

export const hasOthers = (editor: Editor, tab: Tab, which: 'others' | 'right'): boolean =>
  othersOf(editor, tab, which).length > 0

/** Closes them one by one; stops at the first that the user wants to keep open. Rejects as the host does. */
export async function closeOthers(editor: Editor, tab: Tab, which: 'others' | 'right'): Promise<void> {
  for (const other of othersOf(editor, tab, which)) {
    await leaveTab(editor, other)
    if (tabOf(editor, other.id) !== null) return
  }
}

/** Shows a tab's workflow in the list of workflows. */
export const revealInWorkflows = (editor: Editor, tab: Tab): void =>
  show(editor, { panel: 'workflows', revealed: savedId(tab) })
