import type { NodeType } from '../nodes/defineNode.ts'
import type { Value, Values } from '../ports/value.ts'
import { isList } from '../ports/value.ts'
import type { Services } from '../services.ts'
import { cacheText } from './cacheKey.ts'
import type { Delivered } from './gather.ts'
import { combine, gather } from './gather.ts'
import { hasOpenLiterals, resolveLiterals } from './literals.ts'
import type { Plan, PlanStep } from './plan.ts'

/** What a plan would cost, as far as can be known without running it. */
export interface Forecast {
  /** By node type: how many jobs would be submitted. */
  readonly jobs: ReadonlyMap<string, number>
  /** Whether there may be more: how long a list will be is not known yet. */
  readonly atLeast: boolean
  /** How many jobs are not needed, because what they make is known. */
  readonly known: number
  /** How many were submitted before and are still open: they are joined, and not submitted again. */
  readonly underWay: number
}

/** What a forecast borrows from a run's services. It starts nothing and keeps nothing. */
export interface ForecastServices extends Pick<Services, 'results' | 'digest' | 'assets'> {
  /** Whether an equal job is open at the engine. */
  readonly isUnderWay?: (type: NodeType, inputs: Values) => boolean
}

/**
 * Goes through a plan as a run would, and looks up instead of running. What is not known makes all that depends on it
 * unknown; equal work is counted once. Linear in nodes, cables and items.
 */
export async function forecastRun({ steps }: Plan, services: ForecastServices): Promise<Forecast> {
  const delivered: (Delivered | undefined)[] = []
  const counted = new Set<string>()
  const jobs = new Map<string, number>()
  let atLeast = false
  let known = 0
  let underWay = 0

  const count = ({ type }: PlanStep, more: number): void => {
    if (type.where === 'remote') jobs.set(type.type, (jobs.get(type.type) ?? 0) + more)
  }

  /** What the step's items make, where all of that is known. */
  function recall(step: PlanStep, items: readonly Values[]): readonly Values[] | null {
    const found: Values[] = []
    for (const inputs of items) {
      const key = services.digest(cacheText(step.type, inputs))
      const outputs = step.type.effect ? undefined : services.results.find(key)
      if (outputs !== undefined) {
        found.push(outputs)
        if (step.type.where === 'remote') known++
      } else if (!counted.has(key)) {
        counted.add(key)
        if (step.type.where === 'remote' && services.isUnderWay?.(step.type, inputs) === true) underWay++
        else count(step, 1)
      }
    }
    return found.length === items.length ? found : null
  }

  async function foresee(step: PlanStep): Promise<Delivered | undefined> {
    const { node, type } = step
    if (node.take !== undefined) return { outputs: node.take.outputs, fanned: step.fanned === true }
    if (step.inputs.some(({ source }) => source !== null && delivered[source.step] === undefined)) {
      count(step, 1)
      if (type.where === 'remote' && mayBeMany(step)) atLeast = true
      return undefined
    }
    const resolved = hasOpenLiterals(step) ? await resolveLiterals(step, services) : new Map<string, Value>()
    const { fanned, items } = gather(step, delivered, (input) => resolved.get(input.name) ?? input.literal)
    if (items.some((inputs) => (type.asks?.(inputs) ?? null) !== null)) {
      count(step, items.length)
      return undefined
    }
    const results = recall(step, items)
    if (results === null) return undefined
    return { outputs: fanned ? combine(step, results) : (results[0] ?? {}), fanned }
  }

  /** By step: whether it may run once per item of a list whose length is not known. */
  const many: boolean[] = []
  const mayBeMany = ({ inputs }: PlanStep): boolean =>
    inputs.some(
      ({ port, source, each, literal }) =>
        (each && isList(literal)) ||
        (source !== null && !port.type.list && (source.list || many[source.step] === true)),
    )
  for (const step of steps) {
    many.push(mayBeMany(step))
    // What cannot be gathered or read fails when it is run, and then costs nothing.
    delivered.push(await foresee(step).catch(() => undefined))
  }
  return { jobs, atLeast, known, underWay }
}
