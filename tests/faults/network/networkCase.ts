import { test } from 'vitest'
import type { FaultOrder } from '#main/practice/faults/fault.ts'
import type { WorkflowCase } from '../workflows.ts'
import type { Disturbance } from '../trial.ts'
import { expected, observe } from './observe.ts'

/** A fault of the network, and what the program must make of it. */
export interface NetworkCase {
  readonly title: string
  readonly faults: readonly FaultOrder[]
  readonly workflow?: WorkflowCase
  /** What befalls the program besides, in a process of its own. */
  readonly disturbances?: Disturbance
  /** Killed, in a process of its own, when the engine was asked so a second time. */
  readonly killedIn?: 'submit' | 'status' | 'result'
  /** It waits for two seconds and more, by its clock, after the first call of this kind; and is interrupted then. */
  readonly waitsIn?: 'submit' | 'status'
  /** Interrupted when the job is at work at the engine, and the program knows that it was accepted. */
  readonly interrupted?: true
  /** Exit code of the run; null where it is killed. */
  readonly code: number | null
  /** What must be said about it. */
  readonly message?: RegExp
  /** The states of the jobs after it; where it waits, meanwhile. */
  readonly states?: readonly string[]
  /** How many submits arrive at the engine, and how many of them it accepts: one each unless told. */
  readonly posts?: number
  readonly accepted?: number
  /** Exit code when the run is resumed after the fault is over; null where that is not asked for. Done unless told. */
  readonly later?: number | null
  /** Further submits that come of resuming: none unless told. */
  readonly more?: number
}

/**
 * A test for each case; its title is the case's with what is claimed of all of them behind it. The program runs in this
 * process, by a clock on which nobody waits; in the first case of the table, and where it is killed, as the built
 * program in a process of its own.
 */
export function testEach(cases: readonly NetworkCase[], claim: string): void {
  for (const [place, one] of cases.entries()) {
    const killed = one.killedIn !== undefined || one.disturbances !== undefined
    const program = killed || (place === 0 && one.waitsIn === undefined) ? 'process' : 'here'
    test(`${one.title} ${claim}${program === 'process' ? ' (in a process of its own)' : ''}`, async ({
      expect,
      onTestFinished,
    }) => {
      expect(await observe(one, { program, onTestFinished })).toEqual(expected(one))
    })
  }
}
