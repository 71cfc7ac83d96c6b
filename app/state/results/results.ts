import { gapsOf } from '#shared/run/gap.ts'
import type { Step } from '#shared/run/reduceRun.ts'
import { weakMemo } from '#shared/weakMemo.ts'
import type { Editor } from '../../base/editor.ts'
import { defineStore } from '../../base/editor.ts'
import type { TabRuns } from '../runs/tabRuns.ts'
import { tabRunsStore } from '../runs/tabRuns.ts'
import type { RunsState } from '../runs/runs.ts'
import { runsStore } from '../runs/runs.ts'
import type { Tabs } from '../tabs.ts'
import { tabsStore } from '../tabs.ts'

/** What a node made when it was last done: it stays on its card while it runs again, and after an undo. */
export type Result = Extract<Step, { phase: 'done' }> & {
  /** The run that made it. Absent for a version that was pinned or is previewed. */
  readonly run?: string
}

/**
 * What a step of a run made: it is done, or some of its items failed and it delivered the others. Null without a result.
 * The same object for the same step, so that no card renders without need.
 */
export const resultOf = (step: Step, run: string): Result | null =>
  step.phase === 'done' || (step.phase === 'failed' && step.gaps !== undefined) ? madeBy(step)(run) : null

/** A step is of one run. */
const madeBy = weakMemo((step: Extract<Step, { phase: 'done' | 'failed' }>) => {
  let last: Result | null = null
  return (run: string): Result => (last?.run === run ? last : (last = { ...doneOf(step), run }))
})

function doneOf(step: Extract<Step, { phase: 'done' | 'failed' }>): Result {
  if (step.phase === 'done') return step
  const { startedAt, finishedAt, outputs, gaps, got, cost } = step
  return {
    phase: 'done',
    startedAt,
    finishedAt,
    outputs,
    reused: false,
    fanned: true,
    ...gapsOf({ gaps, got }),
    cost,
  }
}

export type Results = Readonly<Record<string, Readonly<Record<string, Result>>>>

/** By tab and node. */
export const resultsStore = defineStore<Results>(() => ({}))

/**
 * The results after the tabs' runs progressed; the same object if nothing new was made. Results of the shown run come
 * first; those of a tab's other runs replace older ones.
 */
export function gatherResults(
  results: Results,
  { tabs }: Tabs,
  { runs }: RunsState,
  others: TabRuns = {},
): Results {
  const made: Record<string, Record<string, Result>> = {}
  for (const { id, run } of tabs) {
    const previous = results[id] ?? {}
    const next: Record<string, Result> = {}
    for (const other of others[id] ?? [])
      for (const [node, step] of Object.entries(runs[other]?.steps ?? {})) {
        const result = resultOf(step, other)
        if (result !== null && result.finishedAt > ((next[node] ?? previous[node])?.finishedAt ?? 0))
          next[node] = result
      }
    for (const [node, step] of Object.entries((run === null ? undefined : runs[run]?.steps) ?? {})) {
      const result = resultOf(step, run ?? '')
      if (result !== null) next[node] = result
    }
    if (Object.entries(next).some(([node, result]) => previous[node] !== result))
      made[id] = { ...previous, ...next }
  }
  return Object.keys(made).length === 0 ? results : { ...results, ...made }
}

/** Adds results from before this page; results that are known and at least as new stay. */
export function addResults(editor: Editor, tab: string, found: Readonly<Record<string, Result>>): void {
  editor.get(resultsStore).setState((results) => {
    const previous = results[tab] ?? {}
    const newer = Object.entries(found).filter(
      ([node, { finishedAt }]) => finishedAt > (previous[node]?.finishedAt ?? -Infinity),
    )
    return newer.length === 0 ? results : { [tab]: { ...previous, ...Object.fromEntries(newer) } }
  })
}

/** Follows the runs; returns a function that stops it. */
export function collectResults(editor: Editor): () => void {
  const gather = (): void =>
    editor
      .get(resultsStore)
      .setState(
        (results) =>
          gatherResults(
            results,
            editor.get(tabsStore).getState(),
            editor.get(runsStore).getState(),
            editor.get(tabRunsStore).getState(),
          ),
        true,
      )
  const stopRuns = editor.get(runsStore).subscribe(gather)
  const stopTabs = editor.get(tabsStore).subscribe((after, before) => {
    if (after.tabs.some(({ run }, index) => run !== before.tabs[index]?.run)) gather()
  })
  return () => {
    stopRuns()
    stopTabs()
  }
}
