import type { Flow } from './flows.ts'
import type { Oracle } from './oracle.ts'
import { findRequest } from './oracle.ts'
import type { JobRow } from './rows.ts'
import type { Befalls, Trial } from './trial.ts'

export interface Settled {
  /** How often the program was killed on the way. */
  readonly kills: number
  /** How many jobs were shown as unknown. */
  readonly unknowns: number
  /** How often one was submitted again because the engine had never heard of it. */
  readonly again: number
  readonly problems: readonly string[]
}

export interface SettleOptions {
  readonly trial: Trial
  readonly flow: Flow
  readonly oracle: Oracle
  /** What befalls each start of the program, one after the other; then it is left in peace. */
  readonly befalls?: readonly Befalls[]
}

/** More starts than any recovery needs. */
const MOST_STARTS = 40

/**
 * Brings an interrupted run to its end as a person would: resumes it, settles what is unknown after a look at the
 * engine, resumes again.
 */
export async function settle({ trial, flow, oracle, befalls = [] }: SettleOptions): Promise<Settled> {
  const waiting = [...befalls]
  let kills = 0
  let unknowns = 0
  let again = 0
  const problems: string[] = []
  for (let start = 0; start < MOST_STARTS; start++) {
    const ending = await goOn(trial, waiting.shift())
    if (ending.killed) {
      kills++
      continue
    }
    if (ending.code === 0) return { kills, unknowns, again, problems }
    const jobs = await trial.jobs()
    const unknown = jobs.filter(({ state }) => state === 'unknown')
    if (ending.code !== 76 || unknown.length === 0) {
      const words = `${ending.args.join(' ')} ended with ${ending.code} beside ${unknown.length} unknown jobs`
      return { kills, unknowns, again, problems: [...problems, `${words}: ${ending.stderr}`] }
    }
    for (const job of unknown) {
      const accepted = await oracle.accepted()
      const request = findRequest(job, { flow, accepted, jobs: await trial.jobs() })
      const decided = await decide(trial, job, request, waiting.shift())
      unknowns++
      if (request === null) again++
      if (decided.killed) kills++
      else if (decided.code !== 0)
        problems.push(`${decided.args.join(' ')} ended with ${decided.code}: ${decided.stderr}`)
    }
  }
  return { kills, unknowns, again, problems: [...problems, `no end after ${MOST_STARTS} starts`] }
}

/** Resumes what there is; a run that was killed before it was written down is started anew. */
async function goOn(trial: Trial, befalls: Befalls | undefined) {
  const [latest] = await trial.runs()
  return latest === undefined ? trial.run(befalls) : trial.command(['resume', latest.id], befalls)
}

const decide = (trial: Trial, job: JobRow, request: string | null, befalls: Befalls | undefined) =>
  trial.command(
    request === null
      ? ['job', 'submit-again', job.id, '--may-charge-twice']
      : ['job', 'attach', job.id, request],
    befalls,
  )
