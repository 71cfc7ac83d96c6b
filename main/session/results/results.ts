import type { ResultRow } from '#shared/ipc/records.ts'
import type { Registry } from '#shared/nodes/registry.ts'
import type { Origin } from '#shared/services.ts'
import type { JobStore } from '../../jobs/jobStore.ts'
import type { History } from '../../services/library/history.ts'
import type { Runs } from '../../services/library/runs.ts'
import type { RunStory } from './readResults.ts'
import { resultsOf, tellStory } from './readResults.ts'

export interface ResultQuery {
  /** The `at` of the last row that is known, or null. */
  readonly before: number | null
  readonly most: number
  /** Words that all must be found in the inputs, the node or the workflow's name. */
  readonly text: string
  readonly workflowName: string | null
}

export interface ResultsOptions {
  readonly history: Pick<History, 'made'>
  readonly runs: Pick<Runs, 'source' | 'steps'>
  readonly store: Pick<JobStore, 'list'>
  readonly registry: Registry
  readonly originOf: (sha256: string) => Origin | undefined
}

/** How many steps are read at a time. */
const BATCH = 100

/** Every picture that runs have made, the newest first. Those of one moment come together, so it may be some more. */
export function listResults(query: ResultQuery, options: ResultsOptions): readonly ResultRow[] {
  const { history, originOf, registry, runs, store } = options
  const stories = new Map<string, RunStory>()
  const storyOf = (run: string): RunStory => {
    const story =
      stories.get(run) ?? tellStory(runs.source(run), runs.steps(run), store.list({ run }), registry)
    stories.set(run, story)
    return story
  }
  const words = query.text.toLowerCase().split(/\s+/).filter(Boolean)
  const found: ResultRow[] = []
  for (let skip = 0; ; skip += BATCH) {
    const batch = history.made({ before: query.before, runName: query.workflowName, skip, most: BATCH })
    for (const made of batch) {
      // The next page begins before the last row of this one, so what is of the same moment must not be parted.
      if (found.length >= query.most && made.step.finishedAt !== found.at(-1)?.at) return found
      found.push(...resultsOf(made, storyOf(made.run), originOf).filter((row) => holds(row, words)))
    }
    if (batch.length < BATCH) return found
  }
}

/** Whether each word stands in one of the texts that tell of a picture. */
function holds(
  { workflowName, node, nodeTitle, nodeType, inputs }: ResultRow,
  words: readonly string[],
): boolean {
  if (words.length === 0) return true
  const texts = Object.values(inputs).filter((value) => typeof value === 'string')
  const all = [workflowName, node, nodeTitle, nodeType, ...texts].join('\n').toLowerCase()
  return words.every((word) => all.includes(word))
}
