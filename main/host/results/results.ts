import { setImmediate } from 'node:timers/promises'
import type { ResultRow } from '#shared/api/records.ts'
import type { ResultFilter } from '#shared/media/resultFilter.ts'
import { showsKind } from '#shared/media/resultFilter.ts'
import type { Registry } from '#shared/nodes/registry.ts'
import type { Origin } from '#shared/services.ts'
import type { JobStore } from '../../jobs/jobStore.ts'
import type { History } from '../../library/history.ts'
import type { Mark, Marks } from '../../library/marks.ts'
import type { Runs } from '../../library/runs.ts'
import { coarseTerms, holds, termsOf } from './matching.ts'
import type { RunDetails } from './readResults.ts'
import { resultsOf, readRunDetails } from './readResults.ts'

export interface ResultQuery {
  /** The `at` of the last known row, or null. */
  readonly before: number | null
  readonly most: number
  /** Words that must all occur in the inputs, the node or the workflow's name. */
  readonly text: string
  readonly workflowName: string | null
  readonly nodeTitle: string | null
  readonly nodeType: string | null
  readonly kind: ResultFilter
  /** Only starred ones. */
  readonly starred: boolean
  /** Only those with this tag; null for all. */
  readonly tag: string | null
}

export interface ResultsOptions {
  readonly history: Pick<History, 'made'>
  readonly runs: Pick<Runs, 'source' | 'steps'>
  readonly store: Pick<JobStore, 'list'>
  /** The node types as they are now. */
  readonly registry: () => Registry
  readonly originOf: (sha256: string) => Origin | undefined
}

export interface ListOptions extends ResultsOptions {
  readonly marks: Pick<Marks, 'all'>
}

/** How many steps are read at a time; in between, others have their turn. */
const BATCH = 100

/**
 * Every picture that runs have made, newest first. Those of the same moment are returned together, so there may be a
 * few more.
 */
export async function listResults(query: ResultQuery, options: ListOptions): Promise<readonly ResultRow[]> {
  const { history, originOf, registry } = options
  const detailsOf = createStories(options)
  const words = termsOf(query.text)
  const marks = options.marks.all()
  const marked = markedWith(query, marks)
  const fits = (row: ResultRow): boolean =>
    marks.get(row.media.sha256)?.deleted !== true &&
    (marked === null || marked.has(row.media.sha256)) &&
    holds(row, words) &&
    showsKind(query.kind, row.media.media) &&
    (query.nodeTitle === null || row.nodeTitle === query.nodeTitle) &&
    (query.nodeType === null || row.nodeType === query.nodeType)
  const wanted = {
    runName: query.workflowName,
    sha256: null,
    anyOf: marked === null ? null : [...marked],
    words: coarseTerms({ ...query, words }, registry()),
    limit: BATCH,
  }
  const found: ResultRow[] = []
  let { before } = query
  for (let skip = 0; ; skip += BATCH) {
    const batch = history.made({ ...wanted, before, skip })
    // Results that are made meanwhile must not shift the others.
    if (skip === 0 && batch[0] !== undefined) before = batch[0].step.finishedAt + 1
    for (const made of batch) {
      // The next page begins before the last row of this one, so results of the same moment must not be split.
      if (found.length >= query.most && made.step.finishedAt !== found.at(-1)?.at) return found
      found.push(...resultsOf(made, detailsOf(made.run), originOf).filter(fits).map(withMarks(marks)))
    }
    if (batch.length < BATCH) return found
    await setImmediate()
  }
}

/** The digests of results with the marks that a query asks for; null if it asks for none. */
function markedWith(
  { starred, tag }: Pick<ResultQuery, 'starred' | 'tag'>,
  marks: ReadonlyMap<string, Mark>,
): ReadonlySet<string> | null {
  if (!starred && tag === null) return null
  return new Set(
    [...marks].flatMap(([sha256, mark]) =>
      (!starred || mark.starred) && (tag === null || mark.tags.includes(tag)) ? [sha256] : [],
    ),
  )
}

const withMarks =
  (marks: ReadonlyMap<string, Mark>) =>
  (row: ResultRow): ResultRow => {
    const { starred = false, tags = [] } = marks.get(row.media.sha256) ?? {}
    return { ...row, ...(starred && { starred }), ...(tags.length > 0 && { tags: [...tags] }) }
  }

/** The provenance of each run, computed once. */
export function createStories(
  options: Pick<ResultsOptions, 'runs' | 'store' | 'registry'>,
): (run: string) => RunDetails {
  const { registry, runs, store } = options
  const stories = new Map<string, RunDetails>()
  return (run) => {
    const cached = stories.get(run)
    if (cached !== undefined) return cached
    const details = readRunDetails(runs.source(run), runs.steps(run), store.list({ run }), registry())
    stories.set(run, details)
    return details
  }
}
