import { resultsStore } from '../results/results.ts'
import { activeTab } from '../tabs.ts'
import { hearTakes } from './takeActs.ts'
import { lookAt, takesStore } from './takesStore.ts'

/**
 * What a node has just made comes before what was looked at, and joins the list of its results where somebody has that before
 * them. Answers with the way to stop.
 */
export const followTakes = (): (() => void) =>
  resultsStore.subscribe((after, before) => {
    const tab = activeTab()?.id
    if (tab === undefined || after[tab] === before[tab]) return
    const { known, looks } = takesStore.getState()
    const isNew = (node: string): boolean => after[tab]?.[node] !== before[tab]?.[node]
    for (const node of Object.keys(looks[tab] ?? {})) if (isNew(node)) lookAt(tab, node, null)
    for (const node of Object.keys(known[tab] ?? {})) if (isNew(node)) hearTakes(node)
  })
