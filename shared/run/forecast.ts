import type { NodeType } from '../nodes/defineNode.ts'
import type { Value, Values } from '../ports/value.ts'
import type { Services } from '../services.ts'
import { cacheText } from './cacheKey.ts'
import { createDemand } from './demand.ts'
import type { Delivered } from './gather.ts'
import { combine, gather } from './gather.ts'
import { hasOpenLiterals, resolveLiterals } from './literals.ts'
import type { Plan } from './plan.ts'
import type { PlanInput, PlanStep } from './planStep.ts'
import { createStandIns } from './standIns.ts'
import { createTextBudget } from './textBudget.ts'

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
  /** Of how many nobody knows whether they were accepted: they are not submitted again, and what depends on them is not run. */
  readonly unknown: number
}

/** What a forecast borrows from a run's services. It starts nothing and keeps nothing. */
export interface ForecastServices extends Pick<Services, 'results' | 'digest' | 'assets' | 'log'> {
  /** Whether an equal job is open at the engine. */
  readonly isUnderWay?: (type: NodeType, inputs: Values) => boolean
  /** Whether an equal job has brought its result when no run waited for it: it is used, and nothing is paid for one. */
  readonly isHome?: (type: NodeType, inputs: Values) => boolean
  /** Whether there is an equal job of which nobody knows whether the engine accepted it. */
  readonly isUnknown?: (type: NodeType, inputs: Values) => boolean
  /** Asked before each step: where it answers with a promise, that is waited for, so that others have their turn. */
  readonly rest?: () => Promise<void> | undefined
}

/** What a step will give out, as far as it can be foreseen. */
interface Foreseen extends Delivered {
  /** Outputs that are lists of which nobody knows yet how long they will be; one item stands for all. */
  readonly open: ReadonlySet<string>
  /** A run has it before anything is submitted, because nothing that takes time comes before it. */
  readonly atOnce: boolean
}

/** A job that would be needed. */
interface Needed {
  readonly step: number
  readonly type: string
  readonly key: string
  readonly state: 'new' | 'under way' | 'home' | 'unknown'
}

const closed: ReadonlySet<string> = new Set()

/**
 * Goes through a plan as a run would, and looks up instead of running. What is still to be made is stood for by what it will
 * be made of: so lists are counted through, equal work is counted once, and only lists whose length nobody knows yet make it
 * `atLeast`. Such a list counts as one of one item. It is never too low without that. It is too high by a job whose inputs
 * are not known yet, and which turns out to be known, equal to another, or of no use (only a node would use it that runs
 * zero times, which a run finds out before it submits anything or does not count on); and where something fails. What would
 * fail for its inputs costs nothing, nor does what depends on it. Linear in nodes, cables and items.
 */
export async function forecastRun({ steps }: Plan, services: ForecastServices): Promise<Forecast> {
  /** By step: undefined where it will not get to run. */
  const foreseen: (Foreseen | undefined)[] = []
  const stand = createStandIns()
  const demand = createDemand(steps)
  const refuse = createTextBudget()
  const needed: Needed[] = []
  /** Steps over lists of which nobody knows yet how long they will be. */
  const long: number[] = []
  let known = 0

  /** Throws where a run would end for making too much. */
  function makeWithin(makes: NonNullable<NodeType['makes']>, inputs: Values): Values {
    const made = makes(inputs)
    const refused = refuse(made, inputs)
    if (refused !== undefined) throw refused
    return made
  }

  function stateOf(type: NodeType, inputs: Values | null): Needed['state'] {
    if (inputs === null) return 'new'
    if (services.isUnknown?.(type, inputs) === true) return 'unknown'
    if (services.isHome?.(type, inputs) === true) return 'home'
    return services.isUnderWay?.(type, inputs) === true ? 'under way' : 'new'
  }

  /** What one item makes: as it is known, else with something that stands for each part of it; undefined where it will fail. */
  function foreseeItem(
    step: PlanStep,
    item: number,
    inputs: Values,
    open: Set<string>,
    settled: { atOnce: boolean },
  ): Values | undefined {
    const { type, node } = step
    const isWhole = !Object.values(inputs).some(stand.isIn)
    const needsUser = type.userPrompt !== undefined && (!isWhole || type.userPrompt(inputs) !== null)
    const key = services.digest(cacheText(type, inputs))
    const found = needsUser || type.effect || !isWhole ? undefined : services.results.find(key)
    if (found !== undefined) {
      if (type.where === 'remote') known++
      return found
    }
    if (isWhole && !needsUser && type.makes !== undefined) return makeWithin(type.makes, inputs)
    const own = type.effect || needsUser ? `${key} ${node.id} ${item}` : key
    settled.atOnce = false
    if (type.where === 'remote') {
      const state = stateOf(type, isWhole && !needsUser ? inputs : null)
      needed.push({ step: foreseen.length, type: type.type, key: own, state })
      if (state === 'unknown') return undefined
    }
    const counts = step.inputs.some((input) => input.port.type.list && isOpen(input))
      ? {}
      : type.counts?.(inputs)
    const outputs: Record<string, Value> = {}
    for (const [name, port] of Object.entries(type.outputs)) {
      const passed = inputs[type.passes?.[name] ?? '']
      const length = stand.room(counts?.[name])
      if (port.type.list && length === undefined) open.add(name)
      outputs[name] =
        passed ??
        (port.type.list
          ? Array.from({ length: length ?? 1 }, (_, at) => stand.for(`${own} ${name} ${at}`))
          : stand.for(`${own} ${name}`))
    }
    return outputs
  }

  const isOpen = ({ source }: PlanInput): boolean =>
    source !== null && foreseen[source.step]?.open.has(source.output) === true

  const isMissing = ({ source }: PlanInput): boolean => source !== null && foreseen[source.step] === undefined

  /** What is not there is not looked at by a step that runs zero times. */
  const given = (step: PlanStep): PlanStep =>
    demand.runsNever(foreseen.length) && step.inputs.some(isMissing)
      ? { ...step, inputs: step.inputs.filter((input) => !isMissing(input)) }
      : step

  async function foresee(all: PlanStep): Promise<Foreseen | undefined> {
    const { node, type } = all
    if (node.take !== undefined)
      return { outputs: node.take.outputs, fanned: all.fanned === true, open: closed, atOnce: false }
    const step = given(all)
    if (step.inputs.some(isMissing)) return undefined
    const settled = {
      atOnce:
        !hasOpenLiterals(step) &&
        step.inputs.every(({ source }) => source === null || foreseen[source.step]?.atOnce === true),
    }
    const resolved = hasOpenLiterals(step) ? await resolveLiterals(step, services) : new Map<string, Value>()
    const { fanned, items } = gather(
      stand.allow(step, foreseen),
      foreseen,
      (input) => resolved.get(input.name) ?? input.literal,
    )
    const isLong = fanned && step.inputs.some((input) => !input.port.type.list && isOpen(input))
    if (isLong && items.length > 0 && type.where === 'remote') long.push(foreseen.length)
    const open = new Set(isLong ? Object.keys(type.outputs) : [])
    const ends = items.map((inputs, item) => foreseeItem(step, item, inputs, open, settled))
    const made = ends.filter((values) => values !== undefined)
    // Where one item fails, its node does.
    if (made.length < ends.length) return undefined
    return { outputs: fanned ? combine(step, made) : (made[0] ?? {}), fanned, open, ...settled }
  }

  for (const [index, step] of steps.entries()) {
    await services.rest?.()
    // What cannot be gathered or read fails when it is run.
    const ahead = await foresee(step).catch((thrown: unknown) => {
      services.log?.debug('forecast.failed', { node: step.node.id, error: thrown })
      return undefined
    })
    foreseen.push(ahead)
    if (ahead?.atOnce) demand.deliver(index, ahead)
  }
  const isUsed = (step: number): boolean => demand.idleFor(step) === undefined
  const { home, ...counts } = countUp(needed.filter(({ step }) => isUsed(step)))
  return { known: known + home, atLeast: long.some(isUsed), ...counts }
}

/** Equal work is done, and counted, once. */
function countUp(
  needed: readonly Needed[],
): Pick<Forecast, 'jobs' | 'underWay' | 'unknown'> & { readonly home: number } {
  const jobs = new Map<string, number>()
  let underWay = 0
  let unknown = 0
  let home = 0
  for (const { type, state } of new Map(needed.map((one) => [one.key, one])).values())
    if (state === 'unknown') unknown++
    else if (state === 'under way') underWay++
    else if (state === 'home') home++
    else jobs.set(type, (jobs.get(type) ?? 0) + 1)
  return { jobs, underWay, unknown, home }
}
