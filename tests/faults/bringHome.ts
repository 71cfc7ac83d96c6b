import type { Flow } from './flows.ts'
import type { Pictures } from './invariants.ts'
import { findBreachesAtEnd } from './invariants.ts'
import type { Oracle } from './oracle.ts'
import type { JobRow } from './rows.ts'
import type { Settled } from './settle.ts'
import { settle } from './settle.ts'
import type { Befalls, Trial } from './trial.ts'

export interface Homecoming extends Settled {
  /** What went wrong on the way and what does not hold at the end, in words. */
  readonly breaches: readonly string[]
}

export interface BringHomeOptions {
  readonly trial: Trial
  readonly flow: Flow
  readonly oracle: Oracle
  /** What an undisturbed run makes. */
  readonly pictures: Pictures | undefined
  /** What befalls each start of the program on the way. */
  readonly befalls?: readonly Befalls[]
  /** Which jobs of the library are the trial's; all, unless told. */
  readonly own?: (job: JobRow) => boolean
}

/** Brings a run to its end, whatever has befallen it and befalls it still, and looks whether all holds then. */
export async function bringHome({
  pictures = [],
  own = () => true,
  ...options
}: BringHomeOptions): Promise<Homecoming> {
  const { trial, flow, oracle } = options
  const settled = await settle(options)
  const accepted = await oracle.accepted()
  const jobs = (await trial.jobs()).filter(own)
  const evidence = { flow, trial, accepted, jobs, again: settled.again }
  return { ...settled, breaches: [...settled.problems, ...(await findBreachesAtEnd(evidence, pictures))] }
}
