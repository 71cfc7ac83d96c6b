import type { WorkflowCase } from './workflows.ts'
import type { Pictures } from './invariants.ts'
import { findBreachesAtEnd } from './invariants.ts'
import type { Oracle } from './oracle.ts'
import type { JobRow } from './rows.ts'
import type { Recovery } from './recover.ts'
import { recover } from './recover.ts'
import type { Disturbance, Trial } from './trial.ts'

export interface CheckedRecovery extends Recovery {
  /** Errors on the way and violated invariants at the end. */
  readonly breaches: readonly string[]
}

export interface RecoverAndCheckOptions {
  readonly trial: Trial
  readonly workflow: WorkflowCase
  readonly oracle: Oracle
  /** The result of an undisturbed run. */
  readonly pictures: Pictures | undefined
  /** The faults for each start of the program on the way. */
  readonly disturbances?: readonly Disturbance[]
  /** Where starts without faults run; in this process by default. */
  readonly program?: 'here' | 'process'
  /** Which jobs of the library belong to the trial; all by default. */
  readonly own?: (job: JobRow) => boolean
}

/** Finishes a run, whatever faults it had and still has, and checks the invariants. */
export async function recoverAndCheck({
  pictures = [],
  own = () => true,
  ...options
}: RecoverAndCheckOptions): Promise<CheckedRecovery> {
  const { trial, workflow, oracle } = options
  const recovery = await recover(options)
  const accepted = await oracle.accepted()
  const jobs = (await trial.jobs()).filter(own)
  const cancelled = await oracle.cancelled()
  const evidence = { workflow, trial, accepted, cancelled, jobs, again: recovery.again }
  return { ...recovery, breaches: [...recovery.problems, ...(await findBreachesAtEnd(evidence, pictures))] }
}
