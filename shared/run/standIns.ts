import type { Value } from '../ports/value.ts'
import { isList } from '../ports/value.ts'
import type { Delivered } from './gather.ts'
import type { PlanStep } from './planStep.ts'

/** Values that represent what is not made yet. Two are equal if they are made from the same inputs. */
export interface StandIns {
  for(what: string): Value
  /** Whether a value is a stand-in, or a list that contains one. */
  isIn(value: Value): boolean
  /** The length of a list that is still to be made; undefined if it is not a list, or too long to be counted. */
  room(length: number | undefined): number | undefined
  /** The step, adapted to stand-ins: no port can check a value that does not exist yet. */
  allow(step: PlanStep, delivered: readonly (Delivered | undefined)[]): PlanStep
}

/** The maximum number: a file may ask for a list of any length at no cost to itself. */
const MAX_STAND_INS = 200_000

export function createStandIns(): StandIns {
  const all = new WeakSet<object>()
  let left = MAX_STAND_INS
  const isOne = (value: Value): boolean => typeof value === 'object' && value !== null && all.has(value)
  const isIn = (value: Value): boolean => (isList(value) ? value.some(isOne) : isOne(value))
  return {
    for(what) {
      const value = { unmade: what }
      all.add(value)
      return value
    },
    isIn,
    room(length) {
      if (length === undefined || !Number.isInteger(length) || length < 0 || length > left) return undefined
      left -= length
      return length
    },
    allow: (step, delivered) => ({
      ...step,
      inputs: step.inputs.map((input) => {
        const value = input.source && delivered[input.source.step]?.outputs[input.source.output]
        return input.source !== null && value !== undefined && value !== null && isIn(value)
          ? { ...input, source: { ...input.source, checked: false } }
          : input
      }),
    }),
  }
}
