import type { Editor } from '../../base/editor.ts'
import { resultsStore } from '../results/results.ts'
import { activeTab } from '../tabs.ts'
import { refreshVersions } from './versionActions.ts'
import { viewVersion, versionsStore } from './versionsStore.ts'

/**
 * What a node has just made comes before what was looked at, and joins the list of its results where somebody has that before
 * them. Answers with the way to stop.
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
