import { isList } from '../ports/value.ts'
import type { Delivered } from './gather.ts'
import { givesList } from './gather.ts'
import type { PlanStep } from './planStep.ts'

/**
 * Which steps will run zero times, as far as that is known, and what only they would have used: that is not paid for.
 */
export interface Demand {
  /** A step has delivered: an empty list at an input for one value makes a step run zero times. */
  deliver(step: number, delivered: Delivered): void
  /** Whether it is known that a step runs zero times. Its outputs are then empty lists. */
  runsNever(step: number): boolean
  /** The step that would have used this one's outputs, if all its users run zero times; else undefined. */
  idleFor(step: number): number | undefined
}

/**
 * A step is used as long as one that it feeds may run; one that feeds none, or runs for its own sake, always is.
 * Constant work per cable, without recursion.
 */
export function createDemand(steps: readonly PlanStep[]): Demand {
  const zero = new Uint8Array(steps.length)
  /** By step: the step whose empty list makes it run zero times; that one must run. */
  const emptiedBy = new Int32Array(steps.length).fill(-1)
  /** By step: how many of its cables lead to steps that may use their values. */
  const used = new Int32Array(steps.map(({ feeds }) => feeds.length))
  const idle = new Map<number, number>()

  /** The steps that one feeds, each once: several cables to one step are adjacent. */
  const usersOf = (step: number): readonly number[] =>
    steps[step]?.feeds.filter((next, index, feeds) => next !== feeds[index - 1]) ?? []

  /** A step no longer uses the outputs of another; nor, then, are the steps used that only fed that one. */
  function release(user: number): void {
    const stack = [user]
    for (let at = stack.pop(); at !== undefined; at = stack.pop())
      for (const { source } of steps[at]?.inputs ?? []) {
        if (source === null || source.step === emptiedBy[at]) continue
        const left = (used[source.step] ?? 0) - 1
        used[source.step] = left
        if (left > 0 || steps[source.step]?.own === true || zero[source.step] === 1) continue
        idle.set(source.step, at)
        stack.push(source.step)
      }
  }

  function markZero(step: number, by: number): void {
    if (zero[step] === 1) return
    emptiedBy[step] = by
    const stack = [step]
    for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
      if (zero[at] === 1) continue
      zero[at] = 1
      // A step that nothing uses has released its sources before.
      if (!idle.has(at)) release(at)
      // Its outputs are empty lists.
      for (const next of usersOf(at))
        if (
          zero[next] === 0 &&
          steps[next]?.inputs.some(({ port, source }) => source?.step === at && !port.type.list)
        ) {
          emptiedBy[next] = at
          stack.push(next)
        }
    }
  }

  for (const [step, { inputs }] of steps.entries())
    if (inputs.some(({ each, literal }) => each && isList(literal) && literal.length === 0))
      markZero(step, -1)

  return {
    deliver(step, delivered) {
      if (!Object.values(delivered.outputs).some((value) => isList(value) && value.length === 0)) return
      for (const next of usersOf(step)) {
        const isEmpty = steps[next]?.inputs.some(({ port, source }) => {
          if (source?.step !== step || port.type.list) return false
          const value = delivered.outputs[source.output]
          return givesList(source, delivered, value) && value.length === 0
        })
        if (isEmpty) markZero(next, step)
      }
    },
    runsNever: (step) => zero[step] === 1,
    idleFor: (step) => idle.get(step),
  }
}
