import { z } from 'zod'
import type { RunJob, RunJobState } from '#shared/api/runJobs.ts'
import type { Job } from '../../jobs/job.ts'
import { payerOf, practiceAccount, requestOf } from '../../jobs/job.ts'
import { isAtEngine, openStates } from '../../jobs/jobStore.ts'
import { firstMedia } from '../../library/broughtHome.ts'
import type { Database } from '../../library/database.ts'
import { costOf } from '../../library/jobRows.ts'
import { parseStoredJob } from '../../library/storedJob.ts'

/** By run: the jobs that the user should know about besides its steps, read once until one of them has changed. */
export interface RunJobs {
  of(run: string): readonly RunJob[]
  /** Steps of the run have changed: it is read again on next use. Throws nothing. */
  forget(run: string): void
  /** A job of a run has changed: reads it again. Returns whether that changes the result of `of`. */
  changed(run: string, job: string): boolean
}

export interface RunJobsOptions {
  readonly database: Database
  /** The titles of the nodes of a run. */
  titlesOf(run: string): (node: string) => string
}

const Row = z.object({
  place: z.number(),
  id: z.string(),
  job: z.string(),
  over: z.number(),
  held: z.number(),
})

/** A job's description, and its order in the library. */
interface JobReport {
  readonly place: number
  readonly job: RunJob
}

interface KnownRun {
  /** By node: its title. The workflow of a run is read once for all its jobs. */
  readonly titles: Map<string, string>
  readonly byId: Map<string, JobReport>
  /** In their order; null until first used. */
  list: readonly RunJob[] | null
}

/**
 * For a job whose step ended well, or has not ended, the run has everything; except that its request was attached.
 * Damaged jobs are skipped: code that needs them reports the damage, and the others are not affected.
 */
const QUERY = `SELECT * FROM (
    SELECT j.rowid AS place, j.id, j.job, j.state,
      EXISTS (SELECT 1 FROM steps o WHERE o.run = j.run AND o.node = j.node
        AND iif(json_valid(o.step), json_extract(o.step, '$.phase'), NULL) IN ('cancelled', 'failed')) AS over,
      EXISTS (SELECT 1 FROM steps o WHERE o.run = j.run AND o.node = j.node
        AND instr(o.step, ${firstMedia}) > 0) AS held
    FROM jobs j WHERE j.run = ?1 AND (?3 IS NULL OR j.id = ?3)
  ) WHERE json_valid(job) AND (state = 'unknown' OR (over AND (state IN (SELECT value FROM json_each(?2))
    OR (state = 'cancelled' AND json_extract(job, '$.phase.charged') = 'unknown')))
    OR instr(job, '"attached":true') > 0)
  ORDER BY place`

const statesToShow = JSON.stringify([...openStates, 'downloaded', 'expired'])

export function createRunJobs({ database, titlesOf }: RunJobsOptions): RunJobs {
  const cached = new Map<string, KnownRun>()

  /** Those of a run, or the given one. */
  function read(run: string, titles: Map<string, string>, only: string | null): Map<string, JobReport> {
    const titleOf = titlesOf(run)
    const titled = (node: string): string => {
      const title = titles.get(node) ?? titleOf(node)
      titles.set(node, title)
      return title
    }
    return new Map(
      database
        .read(QUERY, run, statesToShow, only)
        .flatMap((row): readonly (readonly [string, JobReport])[] => {
          const { place, id, job: text, over, held } = Row.parse(row)
          const job = parseStoredJob(text, id)
          const state = stateOf(job, over === 1, held === 1)
          return state === null ? [] : [[id, { place, job: toRunJob(job, state, titled(job.facts.node)) }]]
        }),
    )
  }

  function open(run: string): KnownRun {
    const titles = new Map<string, string>()
    const opened = { titles, byId: read(run, titles, null), list: null }
    cached.set(run, opened)
    return opened
  }

  return {
    of(run) {
      const found = cached.get(run) ?? open(run)
      found.list ??= [...found.byId.values()].toSorted((a, b) => a.place - b.place).map(({ job }) => job)
      return found.list
    },
    forget: (run) => void cached.delete(run),
    changed(run, job) {
      const found = cached.get(run)
      // Jobs that nobody has asked for yet are read on first use.
      if (found === undefined) return false
      const before = found.byId.get(job)
      const now = read(run, found.titles, job).get(job)
      if (JSON.stringify(now) === JSON.stringify(before)) return false
      if (now === undefined) found.byId.delete(job)
      else found.byId.set(job, now)
      found.list = null
      return true
    },
  }
}

/** `over`: its step has ended without it; `held`: the step has its result. */
function stateOf({ facts, phase }: Job, over: boolean, held: boolean): RunJobState | null {
  if (phase.state === 'unknown') return 'unknown'
  if (over && isAtEngine(phase.state)) return 'goes on'
  if (over && (phase.state === 'awaited' || phase.state === 'expired')) return phase.state
  if (over && phase.state === 'downloaded' && phase.media.length > 0 && !held) return 'arrived'
  // What practice charges is fictitious.
  const mayCost =
    phase.state === 'cancelled' && phase.charged === 'unknown' && facts.account !== practiceAccount
  if (over && mayCost) return 'stopped'
  return 'request' in phase && phase.request?.attached === true ? 'attached' : null
}

function toRunJob(job: Job, state: RunJobState, title: string): RunJob {
  const { facts, phase } = job
  const request = requestOf(job)
  return {
    job: facts.id,
    engine: payerOf(facts).engine,
    node: facts.node,
    title,
    state,
    requestId: request?.requestId ?? null,
    cost: facts.account === practiceAccount ? null : costOf(job),
    media: phase.state === 'downloaded' ? (phase.media[0]?.[1] ?? null) : null,
    ...(request?.attached === true && { attached: true as const }),
  }
}
