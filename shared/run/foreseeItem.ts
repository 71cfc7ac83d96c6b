import { engineOf } from '../endpoint/endpointType.ts'
import type { NodeType } from '../nodes/defineNode.ts'
import type { Value, Values } from '../ports/value.ts'
import type { Log, Services } from '../services.ts'
import { cacheText } from './cacheKey.ts'
import type { PlanInput, PlanStep } from './planStep.ts'
import type { StandIns } from './standIns.ts'
import { createTextBudget } from './textBudget.ts'

/** The look-ups about single jobs. */
export interface JobLookups extends Pick<Services, 'results' | 'digest'> {
  /** Whether an equal job is open at the engine. */
  readonly isUnderWay?: (type: NodeType, inputs: Values) => boolean
  /** Whether an equal job has brought its result when no run waited for it: it is used, and nothing is paid. */
  readonly isHome?: (type: NodeType, inputs: Values) => boolean
  /** Whether an equal job is unknown. */
  readonly isUnknown?: (type: NodeType, inputs: Values) => boolean
  /** Whether the engine may show the outcome of an unknown job, so that what depends on it may run after all. */
  readonly mayBeFound?: (type: NodeType) => boolean
}

/** A job that would be needed. */
export interface Needed {
  readonly step: number
  readonly node: PlanStep['node']
  readonly type: NodeType
  readonly inputs: Values
  readonly key: string
  readonly state: 'new' | 'under way' | 'home' | 'unknown'
}

export interface ItemForecastOptions {
  readonly log: Log | undefined
  readonly lookups: JobLookups
  readonly stand: StandIns
  /** Whether the length of a list at an input is not known yet. */
  readonly isOpen: (input: PlanInput) => boolean
  readonly onNeeded: (job: Needed) => void
  /** A job is not needed, because its result is cached. */
  readonly onKnown: () => void
  /** A node of this machine would work, or ask the user. */
  readonly onLocal: () => void
}

/** A step whose items are forecast. */
export interface ForeseenStep {
  readonly step: PlanStep
  readonly index: number
  /** Outputs that are lists of unknown length: there may be more. */
  readonly open: Set<string>
  /** Whether a run has its outputs before anything is submitted: not if an item takes time. */
  readonly settled: { atOnce: boolean }
}

/** The outputs of one item: cached, or else stand-ins for each part; undefined if it will fail. */
export type ForeseeItem = (of: ForeseenStep, item: number, inputs: Values) => Values | undefined

export function createItemForecast(options: ItemForecastOptions): ForeseeItem {
  const { isOpen, lookups, stand } = options
  const refuse = createTextBudget()

  /** Throws if a run would stop because it makes too much. */
  function makeWithin(makes: NonNullable<NodeType['makes']>, inputs: Values): Values {
    const made = makes(inputs)
    const refused = refuse(made, inputs)
    if (refused !== undefined) throw refused
    return made
  }

  /** Outputs with stand-ins for each part that is not passed on. */
  function standFor({ step, open }: ForeseenStep, inputs: Values, own: string): Values {
    const { type } = step
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

  function foresee(of: ForeseenStep, item: number, inputs: Values): Values | undefined {
    const { type, node } = of.step
    const isWhole = !Object.values(inputs).some(stand.isIn)
    const needsUser = type.userPrompt !== undefined && (!isWhole || type.userPrompt(inputs) !== null)
    const key = lookups.digest(cacheText(type, inputs))
    const found = needsUser || type.effect || !isWhole ? undefined : lookups.results.find(key, engineOf(type))
    if (found !== undefined) {
      if (type.where === 'remote') options.onKnown()
      return found
    }
    if (isWhole && !needsUser && type.makes !== undefined) return makeWithin(type.makes, inputs)
    const own = type.effect || needsUser ? `${key} ${node.id} ${item}` : key
    of.settled.atOnce = false
    if (type.where === 'remote') {
      const state = stateOf(lookups, type, isWhole && !needsUser ? inputs : null)
      options.onNeeded({ step: of.index, node, type, inputs, key: own, state })
      if (state === 'unknown' && lookups.mayBeFound?.(type) !== true) return undefined
    }
    // What is saved already is not saved again.
    else if (!type.effect) options.onLocal()
    return standFor(of, inputs, own)
  }

  return (of, item, inputs) => {
    try {
      return foresee(of, item, inputs)
    } catch (thrown) {
      // It fails when it runs, and the others of its list go on.
      options.log?.debug('forecast.failed', { node: of.step.node.id, error: thrown })
      return undefined
    }
  }
}

function stateOf(lookups: JobLookups, type: NodeType, inputs: Values | null): Needed['state'] {
  if (inputs === null) return 'new'
  if (lookups.isUnknown?.(type, inputs) === true) return 'unknown'
  if (lookups.isHome?.(type, inputs) === true) return 'home'
  return lookups.isUnderWay?.(type, inputs) === true ? 'under way' : 'new'
}
