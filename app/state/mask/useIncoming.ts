import { useMemo } from 'react'
import { usePart, useEditor } from '../../base/useEditor.ts'
import type { Editor } from '../../base/editor.ts'
import { catalogueStore, registryOf } from '../catalogue/catalogue.ts'
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

/**
 * The current picture at an input of a node of the shown tab: the one that a run asks about, or else the last one made.
 */
export function readIncoming(editor: Editor, node: string, port: string, painted: string): Incoming {
  const tab = activeTab(editor)
  if (tab === null) return NO_PICTURE
  const fromPrompt = promptPicture(openPrompt(editor, node, painted), port)
  if (fromPrompt !== null) return { kind: 'known', picture: fromPrompt }
  return incomingPicture(
    tab.workflow,
    effectiveResults(editor.get(resultsStore).getState()[tab.id] ?? NO_RESULTS, tab.workflow),
    node,
    port,
    registryOf(editor, tab.workflow),
  )
}

/** The same as a hook; the component renders again only when it has changed. */
export function useIncoming(node: string, port: string, painted: string): Incoming {
  const editor = useEditor()
  const read = (): string => JSON.stringify(readIncoming(editor, node, port, painted))
  usePart(resultsStore, read)
  usePart(runsStore, read)
  usePart(catalogueStore, read)
  const text = usePart(tabsStore, read)
  // The cast undoes the join above.
  return useMemo(() => JSON.parse(text) as Incoming, [text])
}
