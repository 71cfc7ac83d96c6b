import type { Value } from '../ports/value.ts'
import type { Services } from '../services.ts'
import type { Demand } from './demand.ts'
import { blockedBy, gather } from './gather.ts'
import { hasOpenLiterals, resolveLiterals } from './literals.ts'
import type { PlanStep } from './planStep.ts'
import type { Tally } from './tally.ts'
import type { Work } from './work.ts'
import { createWork } from './work.ts'

export interface StepStartOptions {
  readonly steps: readonly PlanStep[]
  readonly services: Services
  readonly tally: Pick<Tally, 'delivered' | 'hasEnded' | 'skip'>
  readonly demand: Pick<Demand, 'runsNever'>
  /** A required source is skipped, and so is the step. */
  readonly leave: (index: number) => void
  /** A step has its inputs. If this throws, the step fails. */
  readonly begin: (work: Work) => void
  readonly fail: (index: number, thrown: unknown) => void
}

/** Prepares a step whose sources have delivered: reads the pictures that it names, and gathers its inputs. */
export function createStepStart(options: StepStartOptions): (index: number) => void {
  const { begin, demand, fail, leave, services, steps, tally } = options

  const isMissing = ({ source }: PlanStep['inputs'][number]): boolean =>
    source !== null && tally.delivered[source.step] === undefined

  /** For a step that runs zero times, missing outputs are ignored. */
  const given = (step: PlanStep, index: number): PlanStep =>
    demand.runsNever(index) && step.inputs.some(isMissing)
      ? { ...step, inputs: step.inputs.filter((input) => !isMissing(input)) }
      : step

  function start(step: PlanStep, index: number, resolved?: ReadonlyMap<string, Value>): void {
    if (tally.hasEnded(index)) return
    try {
      const gathered = gather(
        given(step, index),
        tally.delivered,
        (input) => resolved?.get(input.name) ?? input.literal,
      )
      const blocker = blockedBy(step, gathered, tally.delivered)
      if (blocker === undefined) begin(createWork(step, index, gathered))
      else tally.skip(index, blocker)
    } catch (thrown) {
      fail(index, thrown)
    }
  }

  return (index) => {
    const step = steps[index]
    if (step === undefined || tally.hasEnded(index)) return
    if (step.inputs.some(isMissing) && !demand.runsNever(index)) leave(index)
    else if (hasOpenLiterals(step))
      resolveLiterals(step, services).then(
        (resolved) => start(step, index, resolved),
        (thrown: unknown) => fail(index, thrown),
      )
    else start(step, index)
  }
}
