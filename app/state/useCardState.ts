import type { RunRow } from '#shared/api/records.ts'
import { modeOf } from '#shared/document/workflow.ts'
import { weakMemo } from '#shared/weakMemo.ts'
import type { Editor } from '../base/editor.ts'
import { useParts } from '../base/useEditor.ts'
import { catalogueStore, registryOf } from './catalogue/catalogue.ts'
import { nodesOf } from './connections.ts'
import { shownJobs } from './jobs/useCardJobs.ts'
import { titleOf } from './nodeType.ts'
import { outdatedStore } from './results/outdated.ts'
import { resultsStore } from './results/results.ts'
import { runsStore } from './runs/runs.ts'
import type { CardState, StateKind } from './steps/cardState.ts'
import { cardState } from './steps/cardState.ts'
import { activeTab, tabsStore } from './tabs.ts'
import { blockerOf, shownStep, stoppedBy } from './useTab.ts'
import { versionsStore } from './versions/versionsStore.ts'
import { viewStore } from './view.ts'

/** The state of a node's card on the shown canvas. */
export function readCardState(editor: Editor, id: string): CardState {
  const tab = activeTab(editor)
  const node = tab === null ? undefined : nodesOf(tab.workflow).get(id)
  if (tab === null || node === undefined) return NO_STATE
  const step = shownStep(editor, id)
  const blocker = nodesOf(tab.workflow).get(blockerOf(editor, id, step))
  return cardState({
    mode: modeOf(node),
    step,
    blocker: blocker === undefined ? '' : titleOf(blocker, registryOf(editor, tab.workflow)),
    stopped: stoppedBy(editor),
    isLost: shownJobs(editor)[id]?.some(({ state }) => state === 'unknown') === true,
    place: queuedIn(editor.get(runsStore).getState().rows).indexOf(tab.run ?? '') + 1,
    hasPinnedVersion: node.take !== undefined,
    isViewing: editor.get(versionsStore).getState().viewed[tab.id]?.[id] !== undefined,
    isOutdated: editor.get(outdatedStore).getState()[tab.id]?.has(id) === true,
  })
}

const NO_STATE: CardState = { kind: 'idle', text: '', help: '', dims: false }

/** The waiting runs, in the order of the queue. */
const queuedIn = weakMemo((rows: readonly RunRow[]): readonly string[] =>
  rows.flatMap(({ id, state }) => (state === 'queued' ? [id] : [])),
)

const stores = [tabsStore, catalogueStore, runsStore, resultsStore, versionsStore, viewStore, outdatedStore]

/** The same for a component, which renders again only when the state changes. */
export function useCardState(id: string): CardState {
  // Joined to one text, because each reading makes an object of its own.
  const parts = useParts(stores, (editor) => {
    const { kind, text, help, dims } = readCardState(editor, id)
    return [kind, dims ? 'dims' : '', text, help].join('\n')
  })
  const [kind, dims, text = '', ...help] = parts.split('\n')
  // The cast undoes the join above.
  return { kind: kind as StateKind, text, help: help.join('\n'), dims: dims !== '' }
}
