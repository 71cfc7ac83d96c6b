import type { WorkflowCase } from './workflows.ts'
import type { Oracle } from './oracle.ts'
import { findRequest } from './oracle.ts'
import type { Disturbance, Trial } from './trial.ts'
import type { Ending } from './runProcess.ts'

export interface Recovery {
  /** Which faults ended the program, by index. */
  readonly killed: readonly { readonly start: number; readonly fault: number }[]
  /** How many jobs were shown as unknown. */
  readonly unknowns: number
  /** How often a job was submitted again because the engine did not know it. */
  readonly again: number
  readonly problems: readonly string[]
}

export interface RecoverOptions {
  readonly trial: Trial
  readonly workflow: WorkflowCase
  readonly oracle: Oracle
  /** The faults for each start of the program, in sequence; afterwards it has none. */
  readonly disturbances?: readonly Disturbance[]
  /** Where starts without faults run; in this process by default. */
  readonly program?: 'here' | 'process'
}

/** More starts than any recovery needs. */
const MAX_STARTS = 40

/**
 * Finishes an interrupted run like a user: resumes it, settles unknown jobs after checking the engine, resumes again.
 */
export async function recover({
  trial,
  workflow,
  oracle,
  disturbances = [],
  program = 'here',
}: RecoverOptions): Promise<Recovery> {
  const killed: { readonly start: number; readonly fault: number }[] = []
  const problems: string[] = []
  let unknowns = 0
  let again = 0
  let starts = 0
  const over = (): Recovery => ({ killed, unknowns, again, problems })
  const start = async (args: readonly string[]): Promise<Ending> => {
    const disturbance = disturbances[starts]
    const isHere = disturbance === undefined && program === 'here'
    const ending = await (isHere ? trial.here(args) : trial.command(args, disturbance))
    if (ending.killed) killed.push({ start: starts, fault: ending.fault ?? 0 })
    await oracle.settle()
    starts++
    return ending
  }
  await oracle.settle()
  while (starts < MAX_STARTS) {
    const ending = await start(await goOn(trial))
    if (ending.killed) continue
    if (ending.code === 0) return over()
    const unknown = await trial.jobs('unknown')
    if (ending.code !== 76 || unknown.length === 0) {
      const problem = `${ending.args.join(' ')} ended with ${ending.code} beside ${unknown.length} unknown jobs`
      problems.push(`${problem}: ${ending.stderr}`)
      return over()
    }
    for (const job of unknown) {
      const request = findRequest(job, {
        workflow,
        accepted: await oracle.accepted(),
        jobs: await trial.jobs(),
      })
      unknowns++
      if (request === null) again++
      const decided = await start(
        request === null
          ? ['job', 'submit-again', job.id, '--may-charge-twice']
          : ['job', 'attach', job.id, request, '--confirm'],
      )
      // Unknown again: it was killed in the middle of the new submit, or before it.
      if (!decided.killed && decided.code !== 0)
        problems.push(`${decided.args.join(' ')} ended with ${decided.code}: ${decided.stderr}`)
    }
  }
  problems.push(`no end after ${MAX_STARTS} starts`)
  return over()
}

/** Resumes what there is; a run that was killed before it was recorded is started again. */
async function goOn({ endings, firstRun, runs, runArgs }: Trial): Promise<readonly string[]> {
  const written = async () => (await runs()).find(({ state }) => state !== 'done')?.id
  const run = firstRun() ?? (endings.length === 0 ? undefined : await written())
  return run === undefined ? runArgs : ['resume', run, '--json']
}
