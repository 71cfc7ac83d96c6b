import type { RunRow } from '#shared/api/records.ts'
import type { Node } from '#shared/document/workflow.ts'
import { modeOf } from '#shared/document/workflow.ts'
import type { Step } from '#shared/run/reduceRun.ts'
import { weakMemo } from '#shared/weakMemo.ts'
import type { Registry } from '#shared/nodes/registry.ts'
import type { Editor } from '../base/editor.ts'
import { usePart, useParts } from '../base/useEditor.ts'
import { catalogueStore, registryOf } from './catalogue/catalogue.ts'
import { shownJobs } from './jobs/useCardJobs.ts'
import type { Result } from './results/results.ts'
import { resultsStore } from './results/results.ts'
import type { RunsState } from './runs/runs.ts'
import { runsStore } from './runs/runs.ts'
import type { Tab } from './tabs.ts'
import { activeTab, tabsStore } from './tabs.ts'
import { pinnedResult } from './versions/shownResults.ts'
import { versionsStore } from './versions/versionsStore.ts'
import { isHostGone, viewStore } from './view.ts'
import { inputsOf, nodesOf } from './connections.ts'
import { titleOf } from './nodeType.ts'

const tabStores = [tabsStore, catalogueStore]

/**
 * Selects something of the shown tab, and of the node types; the component renders again only when that changes.
 */
export const useTab = <T>(select: (tab: Tab, registry: Registry) => T, without: T): T =>
  useParts(tabStores, (editor) => {
    const tab = activeTab(editor)
    return tab === null ? without : select(tab, registryOf(editor, tab.workflow))
  })

/** Selects something of one node of the shown tab. */
export const useNode = <T>(id: string, select: (node: Node, registry: Registry) => T, without: T): T =>
  useTab((tab, registry) => {
    const node = nodesOf(tab.workflow).get(id)
    return node === undefined ? without : select(node, registry)
  }, without)

export const stepsOf = ({ runs }: RunsState, run: string | null): Readonly<Record<string, Step>> =>
  (run === null ? undefined : runs[run]?.steps) ?? NO_STEPS

const NO_STEPS: Readonly<Record<string, Step>> = {}

const runStores = [tabsStore, runsStore]

const shownSteps = (editor: Editor): Readonly<Record<string, Step>> =>
  stepsOf(editor.get(runsStore).getState(), activeTab(editor)?.run ?? null)

/**
 * Selects something of the steps of the tab's latest run; renders again only when that changes, not with every event.
 */
export const useSteps = <T>(select: (steps: Readonly<Record<string, Step>>) => T): T =>
  useParts(runStores, (editor) => select(shownSteps(editor)))

/** The state of a node in the tab's latest run. */
export const useStep = (id: string): Step | null => useParts(runStores, (editor) => shownStep(editor, id))

export function shownStep(editor: Editor, id: string): Step | null {
  const step = stepFromJobs(editor, id, shownSteps(editor)[id] ?? null)
  if (step?.phase !== 'skipped' || step.because !== 'muted') return step
  // A step that was skipped for a muted node shows nothing once the node is no longer muted.
  const workflow = activeTab(editor)?.workflow
  const blocker = workflow === undefined ? undefined : nodesOf(workflow).get(step.of)
  return blocker !== undefined && modeOf(blocker) === 'muted' ? step : null
}

/** For a cancelled step whose job continued: shows that it does, until its result has arrived. */
function stepFromJobs(editor: Editor, id: string, step: Step | null): Step | null {
  if (step?.phase !== 'cancelled' || step.goesOn !== true) return step
  const jobs = shownJobs(editor)[id] ?? []
  if (jobs.length === 0 || jobs.some(({ state }) => state === 'goes on')) return step
  return withoutJob(step)
}

/** The same object for the same step, so that no card renders without need. */
const withoutJob = weakMemo((step: Extract<Step, { phase: 'cancelled' }>): Step => {
  const { goesOn: _, ...over } = step
  return over
})

/** The node that a step was skipped for, or waits for in its run; '' if there is none. */
export function blockerOf(editor: Editor, id: string, step: Step | null): string {
  if (step?.phase === 'skipped') return step.of
  const workflow = activeTab(editor)?.workflow
  if (step?.phase !== 'waiting' || workflow === undefined) return ''
  const steps = shownSteps(editor)
  for (const { from } of inputsOf(workflow, id).values()) {
    const phase = steps[from.node]?.phase
    if (phase === 'waiting' || phase === 'running') return from.node
  }
  return ''
}

/** The title of that node. */
export const useBlocker = (id: string, step: Step | null): string =>
  useNode(
    useParts(runStores, (editor) => blockerOf(editor, id, step)),
    titleOf,
    '',
  )

/** Whether Patchbay stopped in the middle of the tab's latest run. */
export const useInterrupted = (): boolean => useParts(runStores, isInterrupted)

const isInterrupted = (editor: Editor): boolean =>
  interruptedIn(editor.get(runsStore).getState().rows).has(activeTab(editor)?.run ?? '')

const interruptedIn = weakMemo(
  (rows: readonly RunRow[]): ReadonlySet<string> =>
    new Set(rows.flatMap(({ id, state }) => (state === 'interrupted' ? [id] : []))),
)

/** Why steps that have not ended neither wait nor work; null if nothing has stopped them. */
export const stoppedBy = (editor: Editor): string | null =>
  isInterrupted(editor) ? 'Interrupted' : isHostGone(editor.get(viewStore).getState()) ? 'Not known' : null

export const useStopped = (): string | null => useParts(stoppers, stoppedBy)

const stoppers = [tabsStore, runsStore, viewStore]

const resultStores = [tabsStore, versionsStore, resultsStore]

/** What a node's card shows: the previewed version, else the pinned one, else the last one made. */
export const useShownResult = (id: string): Result | null =>
  useParts(resultStores, (editor) => {
    const tab = activeTab(editor)
    if (tab === null) return null
    const look = editor.get(versionsStore).getState().viewed[tab.id]?.[id]
    const pinned = nodesOf(tab.workflow).get(id)?.take
    return (
      look ??
      (pinned === undefined ? editor.get(resultsStore).getState()[tab.id]?.[id] : pinnedResult(pinned)) ??
      null
    )
  })

/** What a node made last. */
export function useResult(id: string): Result | null {
  const tab = useTab((shown) => shown.id, '')
  return usePart(resultsStore, (results) => results[tab]?.[id] ?? null)
}
