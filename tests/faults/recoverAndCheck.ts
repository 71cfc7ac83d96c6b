import type { WorkflowCase } from './workflows.ts'
import type { Pictures } from './invariants.ts'
import { findBreachesAtEnd } from './invariants.ts'
import type { Oracle } from './oracle.ts'
import type { JobRow } from './rows.ts'
import type { Recovery } from './recover.ts'
import { recover } from './recover.ts'
import type { Disturbance, Trial } from './trial.ts'

export interface CheckedRecovery extends Recovery {
  /** What went wrong on the way and what does not hold at the end, in words. */
  readonly breaches: readonly string[]
}

export interface RecoverAndCheckOptions {
  readonly trial: Trial
  readonly workflow: WorkflowCase
  readonly oracle: Oracle
  /** What an undisturbed run makes. */
  readonly pictures: Pictures | undefined
  /** What befalls each start of the program on the way. */
  readonly disturbances?: readonly Disturbance[]
  /** Which jobs of the library are the trial's; all, unless told. */
  readonly own?: (job: JobRow) => boolean
}

/** Brings a run to its end, whatever has befallen it and befalls it still, and looks whether all holds then. */
export async function recoverAndCheck({
  pictures = [],
  own = () => true,
  ...options
}: RecoverAndCheckOptions): Promise<CheckedRecovery> {
  const { trial, workflow, oracle } = options
  const recovery = await recover(options)
  const accepted = await oracle.accepted()
  const jobs = (await trial.jobs()).filter(own)
  const evidence = { workflow, trial, accepted, jobs, again: recovery.again }
  return { ...recovery, breaches: [...recovery.problems, ...(await findBreachesAtEnd(evidence, pictures))] }
}
