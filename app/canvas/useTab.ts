import { useStore } from 'zustand'
import type { Node } from '#shared/document/workflow.ts'
import { modeOf } from '#shared/document/workflow.ts'
import type { Step } from '#shared/run/reduceRun.ts'
import type { Result } from '../stores/results.ts'
import { resultsStore } from '../stores/results.ts'
import type { RunsState } from '../stores/runs.ts'
import { runsStore } from '../stores/runs.ts'
import type { Tab } from '../stores/tabs.ts'
import { activeTab, tabsStore } from '../stores/tabs.ts'
import { takenResult } from '../takes/shownResults.ts'
import { takesStore } from '../takes/takesStore.ts'
import { nodesOf } from './model/connections.ts'
import { titleOf } from './model/nodeType.ts'

/** Something of the shown tab; the component is drawn again when that something changes, and not before. */
export const useTab = <T>(select: (tab: Tab) => T, without: T): T =>
  useStore(tabsStore, (tabs) => {
    const tab = activeTab(tabs)
    return tab === null ? without : select(tab)
  })

/** Something of one node of the shown tab. */
export const useNode = <T>(id: string, select: (node: Node, tab: Tab) => T, without: T): T =>
  useTab((tab) => {
    const node = nodesOf(tab.workflow).get(id)
    return node === undefined ? without : select(node, tab)
  }, without)

export const stepsOf = ({ runs }: RunsState, run: string | null): Readonly<Record<string, Step>> =>
  (run === null ? undefined : runs[run]?.steps) ?? NO_STEPS

const NO_STEPS: Readonly<Record<string, Step>> = {}

/** Where a node is in the tab's latest run. */
export function useStep(id: string): Step | null {
  const run = useTab((tab) => tab.run, null)
  const step = useStore(runsStore, (runs) => stepsOf(runs, run)[id] ?? null)
  const starves = step?.phase === 'skipped' && step.because === 'muted' ? step.of : null
  const isMuted = useNode(starves ?? '', (node) => modeOf(node) === 'muted', false)
  // What was passed over for a muted node says nothing any more once that is not muted.
  return starves !== null && !isMuted ? null : step
}

/** The title of the muted node that a step was passed over for; '' where there is none. */
export function useStarver(step: Step | null): string {
  const of = step?.phase === 'skipped' && step.because === 'muted' ? step.of : ''
  return useNode(of, titleOf, '')
}

/** Whether Patchbay ended in the middle of the tab's latest run. */
export function useInterrupted(): boolean {
  const run = useTab((tab) => tab.run, null)
  return useStore(runsStore, ({ rows }) =>
    rows.some(({ id, state }) => id === run && state === 'interrupted'),
  )
}

/** What a node's card shows: what is looked at, else what was kept for it, else what it made last. */
export function useShownResult(id: string): Result | null {
  const tab = useTab((shown) => shown.id, '')
  const look = useStore(takesStore, ({ looks }) => looks[tab]?.[id] ?? null)
  const take = useNode(id, (node) => (node.take === undefined ? null : takenResult(node.take)), null)
  const made = useStore(resultsStore, (results) => results[tab]?.[id] ?? null)
  return look ?? take ?? made
}

/** What a node made last. */
export function useResult(id: string): Result | null {
  const tab = useTab((shown) => shown.id, '')
  return useStore(resultsStore, (results) => results[tab]?.[id] ?? null)
}
