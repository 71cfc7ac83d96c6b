import type { Editor } from '../../base/editor.ts'
import { resultsStore } from '../results/results.ts'
import { activeTab } from '../tabs.ts'
import { refreshVersions } from './versionActions.ts'
import { viewVersion, versionsStore } from './versionsStore.ts'

/**
 * A new result of a node replaces a preview, and joins the list of versions if that is open. Returns a function that
 * stops it.
 */
export const followVersions = (editor: Editor): (() => void) =>
  editor.get(resultsStore).subscribe((after, before) => {
    const tab = activeTab(editor)?.id
    if (tab === undefined || after[tab] === before[tab]) return
    const { loaded, viewed } = editor.get(versionsStore).getState()
    const isNew = (node: string): boolean => after[tab]?.[node] !== before[tab]?.[node]
    for (const node of Object.keys(viewed[tab] ?? {})) if (isNew(node)) viewVersion(editor, tab, node, null)
    for (const node of Object.keys(loaded[tab] ?? {})) if (isNew(node)) refreshVersions(editor, node)
  })
