import { useMemo } from 'react'
import { useStore } from 'zustand'
import type { Results } from '../results/results.ts'
import { resultsStore } from '../results/results.ts'
import { runsStore } from '../runs/runs.ts'
import { activeTab, tabsStore } from '../tabs.ts'
import { effectiveResults } from '../versions/shownResults.ts'
import type { Incoming } from './incomingPicture.ts'
import { incomingPicture } from './incomingPicture.ts'
import { promptPicture, openPrompt } from './openPrompt.ts'

const NO_RESULTS: Results[string] = {}
const NO_PICTURE: Incoming = { kind: 'nothing' }

/** The picture at an input of a node of the shown tab, now: the one that a run asks about, else what was made last. */
export function readIncoming(node: string, port: string, painted: string): Incoming {
  const tab = activeTab()
  if (tab === null) return NO_PICTURE
  const fromPrompt = promptPicture(openPrompt(node, painted), port)
  if (fromPrompt !== null) return { kind: 'known', picture: fromPrompt }
  return incomingPicture(
    tab.workflow,
    effectiveResults(resultsStore.getState()[tab.id] ?? NO_RESULTS, tab.workflow),
    node,
    port,
  )
}

/** The same, followed; what is drawn with it is drawn again only when it has changed. */
export function useIncoming(node: string, port: string, painted: string): Incoming {
  const read = (): string => JSON.stringify(readIncoming(node, port, painted))
  useStore(resultsStore, read)
  useStore(runsStore, read)
  const text = useStore(tabsStore, read)
  // The cast undoes the text just made.
  return useMemo(() => JSON.parse(text) as Incoming, [text])
}
