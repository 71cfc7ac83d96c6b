import type { Editor } from '../../base/editor.ts'
import { definePart } from '../../base/editor.ts'
import { useParts } from '../../base/useEditor.ts'
import type { RunsState } from '../runs/runs.ts'
import { runsStore } from '../runs/runs.ts'
import type { Results } from '../results/results.ts'
import { resultsStore } from '../results/results.ts'
import { activeTab, tabsStore } from '../tabs.ts'
import type { CardJob } from './cardJobs.ts'
import { cardJobs } from './cardJobs.ts'

type ByNode = Readonly<Record<string, readonly CardJob[]>>

const NO_JOBS: ByNode = {}
const NONE: readonly CardJob[] = []
const NO_STEPS: RunsState['runs'][string]['steps'] = {}
const NO_RESULTS: Results[string] = {}

/** Caches the last result, because many cards need the same one. */
const latestJobs = definePart((editor) => {
  let last: { readonly of: readonly unknown[]; readonly jobs: ByNode } = { of: [], jobs: NO_JOBS }
  return (): ByNode => {
    const tab = activeTab(editor)
    const { rows, runs } = editor.get(runsStore).getState()
    const run = tab?.run ?? null
    const steps = (run === null ? undefined : runs[run]?.steps) ?? NO_STEPS
    const results = (tab === null ? undefined : editor.get(resultsStore).getState()[tab.id]) ?? NO_RESULTS
    const of = [rows, run, steps, results]
    if (of.every((each, index) => each === last.of[index]) && last.of.length > 0) return last.jobs
    const jobs = rows.some((row) => row.jobs !== undefined)
      ? cardJobs({ rows, run, steps, results })
      : NO_JOBS
    last = { of, jobs }
    return jobs
  }
})

/** By node: the jobs of the shown tab that the user should know about. The same object while nothing has changed. */
export const shownJobs = (editor: Editor): ByNode => editor.get(latestJobs)()

const stores = [tabsStore, runsStore, resultsStore]

/** Of all cards. */
export const useShownJobs = (): ByNode => useParts(stores, shownJobs)

/** Of one card. */
export const useCardJobs = (node: string): readonly CardJob[] =>
  useParts(stores, (editor) => shownJobs(editor)[node] ?? NONE)
