import type { Flow } from './flows.ts'
import type { Oracle } from './oracle.ts'
import { findRequest } from './oracle.ts'
import type { Befalls, Trial } from './trial.ts'
import type { Ending } from './victim.ts'

export interface Settled {
  /** Which of `befalls` ended the program, by their places, and which of their strikes. */
  readonly killed: readonly { readonly start: number; readonly strike: number }[]
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
  const killed: { readonly start: number; readonly strike: number }[] = []
  const problems: string[] = []
  let unknowns = 0
  let again = 0
  let starts = 0
  const over = (): Settled => ({ killed, unknowns, again, problems })
  const start = async (args: readonly string[]): Promise<Ending> => {
    const ending = await trial.command(args, befalls[starts])
    if (ending.killed) killed.push({ start: starts, strike: ending.strike ?? 0 })
    starts++
    return ending
  }
  while (starts < MOST_STARTS) {
    const ending = await start(await goOn(trial))
    if (ending.killed) continue
    if (ending.code === 0) return over()
    const unknown = await trial.jobs('unknown')
    if (ending.code !== 76 || unknown.length === 0) {
      const words = `${ending.args.join(' ')} ended with ${ending.code} beside ${unknown.length} unknown jobs`
      problems.push(`${words}: ${ending.stderr}`)
      return over()
    }
    for (const job of unknown) {
      const request = findRequest(job, { flow, accepted: await oracle.accepted(), jobs: await trial.jobs() })
      unknowns++
      if (request === null) again++
      const decided = await start(
        request === null
          ? ['job', 'submit-again', job.id, '--may-charge-twice']
          : ['job', 'attach', job.id, request],
      )
      // Unknown once more: it was killed in the middle of the new submit, or before it.
      if (!decided.killed && decided.code !== 0)
        problems.push(`${decided.args.join(' ')} ended with ${decided.code}: ${decided.stderr}`)
    }
  }
  problems.push(`no end after ${MOST_STARTS} starts`)
  return over()
}

/** Resumes what there is; a run that was killed before it was written down is started anew. */
async function goOn({ endings, firstRun, runs, runWords }: Trial): Promise<readonly string[]> {
  const written = async () => (await runs()).find(({ state }) => state !== 'done')?.id
  const run = firstRun() ?? (endings.length === 0 ? undefined : await written())
  return run === undefined ? runWords : ['resume', run, '--json']
}
