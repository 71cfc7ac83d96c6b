import { z } from 'zod'
import type { RunJob, RunJobState } from '#shared/ipc/runJobs.ts'
import type { Job } from '../../jobs/job.ts'
import { requestOf } from '../../jobs/job.ts'
import { isAtEngine, openStates } from '../../jobs/jobStore.ts'
import { firstMedia } from '../../services/library/broughtHome.ts'
import type { Database } from '../../services/library/database.ts'
import { costOf } from '../../services/library/jobRows.ts'
import { readKeptJson } from '../../services/library/keptJson.ts'

/** By run: the jobs that a person should know of beside its steps, read once until one of them has changed. */
export interface RunJobs {
  of(run: string): readonly RunJob[]
  /** Steps of the run have changed: it is read anew when it is asked for. Throws nothing. */
  forget(run: string): void
  /** Something of the run has changed; answers whether that changes what `of` tells. */
  changed(run: string): boolean
}

export interface RunJobsOptions {
  readonly database: Database
  /** What a person calls the nodes of a run. */
  titlesOf(run: string): (node: string) => string
}

const Row = z.object({ id: z.string(), job: z.string(), over: z.number(), held: z.number() })

/**
 * Of a job whose step ended well, or has not ended, the run tells all that there is; but not that its request was attached. What
 * is damaged is passed over: whoever needs it is told, and nobody is kept from the others by it.
 */
const QUERY = `SELECT * FROM (
    SELECT j.rowid AS place, j.id, j.job, j.state,
      EXISTS (SELECT 1 FROM steps o WHERE o.run = j.run AND o.node = j.node
        AND iif(json_valid(o.step), json_extract(o.step, '$.phase'), NULL) IN ('cancelled', 'failed')) AS over,
      EXISTS (SELECT 1 FROM steps o WHERE o.run = j.run AND o.node = j.node
        AND instr(o.step, ${firstMedia}) > 0) AS held
    FROM jobs j WHERE j.run = ?
  ) WHERE json_valid(job) AND (state = 'unknown' OR (over AND state IN (SELECT value FROM json_each(?)))
    OR instr(job, '"attached":true') > 0)
  ORDER BY place`

const told = JSON.stringify([...openStates, 'downloaded', 'expired'])

export function createRunJobs({ database, titlesOf }: RunJobsOptions): RunJobs {
  const known = new Map<string, readonly RunJob[]>()

  function read(run: string): readonly RunJob[] {
    const titleOf = titlesOf(run)
    return database.read(QUERY, run, told).flatMap((row) => {
      const { id, job: text, over, held } = Row.parse(row)
      // The cast is sound: `JobStore.keep` wrote it.
      const job = readKeptJson(text, `the job ${id}`) as Job
      const state = stateOf(job, over === 1, held === 1)
      return state === null ? [] : [toRunJob(job, state, titleOf(job.facts.node))]
    })
  }

  function of(run: string): readonly RunJob[] {
    const jobs = known.get(run) ?? read(run)
    known.set(run, jobs)
    return jobs
  }

  return {
    of,
    forget: (run) => void known.delete(run),
    changed(run) {
      const before = known.get(run)
      known.delete(run)
      // What nobody has asked for yet is read when it is.
      return before !== undefined && JSON.stringify(of(run)) !== JSON.stringify(before)
    },
  }
}

/** `over`: its step has ended without it; `held`: the step has what it brought. */
function stateOf({ phase }: Job, over: boolean, held: boolean): RunJobState | null {
  if (phase.state === 'unknown') return 'unknown'
  if (over && isAtEngine(phase.state)) return 'goes on'
  if (over && (phase.state === 'awaited' || phase.state === 'expired')) return phase.state
  if (over && phase.state === 'downloaded' && phase.media.length > 0 && !held) return 'arrived'
  return 'request' in phase && phase.request?.attached === true ? 'attached' : null
}

function toRunJob(job: Job, state: RunJobState, title: string): RunJob {
  const { facts, phase } = job
  const request = requestOf(job)
  return {
    job: facts.id,
    node: facts.node,
    title,
    state,
    requestId: request?.requestId ?? null,
    cost: facts.account === 'practice' ? null : costOf(job),
    media: phase.state === 'downloaded' ? (phase.media[0]?.[1] ?? null) : null,
    ...(request?.attached === true && { attached: true as const }),
  }
}
