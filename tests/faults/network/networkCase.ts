import { test } from 'vitest'
import type { FaultOrder } from '#main/practice/faults/fault.ts'
import type { Capabilities } from '#main/practice/server/capabilities.ts'
import type { EngineUnderTest } from '../engineUnderTest.ts'
import type { WorkflowCase } from '../workflows.ts'
import { workflowsOn } from '../workflows.ts'
import type { Disturbance } from '../trial.ts'
import { expected, observe } from './observe.ts'

/** A network fault, and the program's expected reaction. */
export interface NetworkCase {
  readonly title: string
  readonly faults: readonly FaultOrder[]
  /** Decided before an engine's own client takes part, in code that all of them share: tried on the first engine alone. */
  readonly isShared?: boolean
  readonly workflow?: WorkflowCase
  /** What the practice engine can do, where that differs from the API. */
  readonly capabilities?: Partial<Capabilities>
  /** An additional fault of the program, in a separate process. */
  readonly disturbances?: Disturbance
  /** Killed, in a separate process, when the engine received such a call a second time. */
  readonly killedIn?: 'submit' | 'status' | 'result'
  /** It waits for two seconds or more, by its clock, after the first call of this kind; and is interrupted then. */
  readonly waitsIn?: 'submit' | 'status'
  /** Interrupted when the job is running at the engine, and the program knows that it was accepted. */
  readonly interrupted?: true
  /** Exit code of the run; null if it is killed. */
  readonly code: number | null
  /** The expected words about it. */
  readonly message?: RegExp
  /** The states of the jobs after it; if it waits, meanwhile. */
  readonly states?: readonly string[]
  /** How many submits arrive at the engine, and how many of them it accepts: one each by default. */
  readonly posts?: number
  readonly accepted?: number
  /** Exit code when the run is resumed after the fault; null if that is not tested. Done by default. */
  readonly later?: number | null
  /** Further submits caused by resuming: none by default. */
  readonly more?: number
}

/**
 * A test for each case; its title is the case's, followed by what is claimed for all of them. The program runs in this
 * process, with a clock on which nobody waits; in the first case of a table, on the first engine, and if it is killed, as the
 * built program in a separate process.
 */
export function testEach(
  cases: readonly NetworkCase[],
  claim: string,
  { id, isFirst }: EngineUnderTest,
): void {
  for (const [place, one] of cases.filter(({ isShared = false }) => isFirst || !isShared).entries()) {
    const killed = one.killedIn !== undefined || one.disturbances !== undefined
    const stands = place === 0 && one.waitsIn === undefined && isFirst
    const program = killed || stands ? 'process' : 'here'
    const whole = { workflow: workflowsOn[id].single, ...one }
    test(`${one.title} ${claim}${program === 'process' ? ' (in a process of its own)' : ''}`, async ({
      expect,
      onTestFinished,
    }) => {
      expect(await observe(whole, { program, onTestFinished })).toEqual(expected(whole))
    })
  }
}
