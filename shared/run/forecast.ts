import { isAllOrNothing } from '../document/workflow.ts'
import type { ErrorData } from '../errors.ts'
import type { Value, Values } from '../ports/value.ts'
import type { NewJob } from '../pricing/estimateUnits.ts'
import type { Services } from '../services.ts'
import { combine, combineGaps } from './combine.ts'
import { createDemand } from './demand.ts'
import type { JobLookups, Needed } from './foreseeItem.ts'
import { createItemForecast } from './foreseeItem.ts'
import type { Gap } from './gap.ts'
import type { Delivered, Gathered } from './gather.ts'
import { blockedBy, gather } from './gather.ts'
import { hasOpenLiterals, resolveLiterals } from './literals.ts'
import type { Plan } from './plan.ts'
import type { PlanInput, PlanStep } from './planStep.ts'
import type { StandIns } from './standIns.ts'
import { createStandIns } from './standIns.ts'
import { uncertainOutputs } from './uncertain.ts'

/** The estimated cost of a plan, as far as it can be known without running it. */
export interface Forecast {
  /** By node type: how many jobs would be submitted. */
  readonly jobs: ReadonlyMap<string, number>
  /** Whether there may be more: the length of a list is not known yet. */
  readonly atLeast: boolean
  /** How many jobs are not needed, because their results are cached. */
  readonly known: number
  /** How many were submitted before and are still open: they are joined, not submitted again. */
  readonly underWay: number
  /**
   * How many are unknown: they are not submitted again, and their dependents do not run, except where the engine may
   * show their outcome: those are counted as if it did.
   */
  readonly unknown: number
  /** How often nodes of this machine would work or ask the user, which is free. What only saves does not count. */
  readonly local: number
}

/** A job that would be submitted, and the node that it is of. */
export interface ForeseenJob extends NewJob {
  readonly node: PlanStep['node']
}

/** The services that a forecast uses. It starts and stores nothing. */
export interface ForecastServices extends JobLookups, Pick<Services, 'assets' | 'log'> {
  /** Called before each step: if it returns a promise, that is awaited, so that others have their turn. */
  readonly rest?: () => Promise<void> | undefined
  /** Called for each job that would be submitted, so that it can be priced. */
  readonly onNewJob?: (job: ForeseenJob) => void
}

/** The outputs of a step, as far as they can be forecast. */
interface Foreseen extends Delivered {
  /** Outputs that are lists of unknown length; one item represents all. */
  readonly open: ReadonlySet<string>
  /** A run has it before anything is submitted, because nothing slow comes before it. */
  readonly atOnce: boolean
}

const closed: ReadonlySet<string> = new Set()

/** Of an item that will fail: its job is unknown. */
const UNKNOWN: ErrorData = { code: 'job.unknown', message: 'Unknown.' }

/**
 * Traverses a plan like a run, but looks up results instead of running. Missing values are represented by stand-ins
 * made from their inputs: so lists are counted, equal work is counted once, and only lists of unknown length make it
 * `atLeast`. Such a list counts as one item. Without that the forecast is never too low. It is too high by a job whose
 * inputs are not known yet and that turns out to be cached, equal to another, or unused (only a node would use it that
 * runs zero times, which a run finds out before it submits anything or does not rely on); and if something fails. What
 * would fail because of its inputs costs nothing, nor do its dependents. Linear in nodes, cables and items.
 */
export async function forecastRun({ steps }: Plan, services: ForecastServices): Promise<Forecast> {
  /** By step: undefined if it will not run. */
  const foreseen: (Foreseen | undefined)[] = []
  const stand = createStandIns()
  const demand = createDemand(steps)
  const needed: Needed[] = []
  /** Steps over lists of unknown length. */
  const long: number[] = []
  let known = 0
  let local = 0

  const isOpen = ({ source }: PlanInput): boolean =>
    source !== null && foreseen[source.step]?.open.has(source.output) === true

  const foreseeItem = createItemForecast({
    log: services.log,
    lookups: services,
    stand,
    isOpen,
    onNeeded: (job) => needed.push(job),
    onKnown: () => known++,
    onLocal: () => local++,
  })

  const isMissing = ({ source }: PlanInput): boolean => source !== null && foreseen[source.step] === undefined

  /** For a step that runs zero times, missing outputs are ignored. */
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
    const gathered = gather(
      stand.allow(step, foreseen),
      foreseen,
      (input) => resolved.get(input.name) ?? input.literal,
    )
    if (blockedBy(step, gathered, foreseen) !== undefined) return undefined
    const { fanned, items, gaps } = gathered
    const isLong = fanned && step.inputs.some((input) => !input.port.type.list && isOpen(input))
    if (isLong && items.length > 0 && type.where === 'remote') long.push(foreseen.length)
    const open = new Set(isLong ? Object.keys(type.outputs) : [])
    const of = { step, index: foreseen.length, open, settled }
    const ends = items.map((inputs, item) =>
      gaps?.has(item) === true ? undefined : foreseeItem(of, item, inputs),
    )
    const made = combineForeseen(step, gathered, ends)
    return made && { ...made, fanned, open, ...settled }
  }

  for (const [index, step] of steps.entries()) {
    await services.rest?.()
    // Inputs that cannot be gathered or read fail when the step runs.
    const ahead = await foresee(step).catch((thrown: unknown) => {
      services.log?.debug('forecast.failed', { node: step.node.id, error: thrown })
      return undefined
    })
    foreseen.push(ahead)
    if (ahead?.atOnce) demand.deliver(index, ahead)
  }
  const isUsed = (step: number): boolean => demand.idleFor(step) === undefined
  const { home, ...counts } = countUp(
    needed.filter(({ step }) => isUsed(step)),
    ({ node, type, inputs }) => services.onNewJob?.({ node, type, ...splitInputs(inputs, stand) }),
  )
  return { known: known + home, atLeast: long.some(isUsed), local, ...counts }
}

/**
 * The outputs of a step from what its items will make. Where one fails, the others go on, unless their node is all or
 * nothing; undefined if it delivers nothing.
 */
function combineForeseen(
  step: PlanStep,
  gathered: Gathered,
  ends: readonly (Values | undefined)[],
): Pick<Delivered, 'outputs' | 'gaps' | 'uncertain'> | undefined {
  const { fanned, gaps } = gathered
  const uncertainBy = (all?: readonly Gap[]) => ({ uncertain: uncertainOutputs(step, gathered, all) })
  if (!fanned) return ends[0] && { outputs: ends[0], ...uncertainBy() }
  const missing = new Map(gaps)
  for (const [item, values] of ends.entries())
    if (values === undefined && !missing.has(item)) missing.set(item, { of: step.node.id, error: UNKNOWN })
  const outputs = combine(step, ends)
  if (missing.size === 0) return { outputs, ...uncertainBy() }
  const failed = missing.size - (gaps?.size ?? 0)
  if (failed > 0 && (missing.size === ends.length || isAllOrNothing(step.node))) return undefined
  const all = combineGaps(step, ends, missing)
  return { outputs, gaps: all, ...uncertainBy(all) }
}

/** The inputs that are known, and the names of the others. */
function splitInputs(inputs: Values, stand: StandIns): Pick<NewJob, 'inputs' | 'open'> {
  const entries = Object.entries(inputs)
  const isOpen = ([, value]: readonly [string, Value]): boolean => stand.isIn(value)
  return {
    inputs: Object.fromEntries(entries.filter((entry) => !isOpen(entry))),
    open: new Set(entries.filter(isOpen).map(([name]) => name)),
  }
}

/** Equal work is done, and counted, once. */
function countUp(
  needed: readonly Needed[],
  onNew: (job: Needed) => void,
): Pick<Forecast, 'jobs' | 'underWay' | 'unknown'> & { readonly home: number } {
  const jobs = new Map<string, number>()
  let underWay = 0
  let unknown = 0
  let home = 0
  for (const job of new Map(needed.map((one) => [one.key, one])).values()) {
    const { state, type } = job
    if (state === 'unknown') unknown++
    else if (state === 'under way') underWay++
    else if (state === 'home') home++
    else {
      jobs.set(type.type, (jobs.get(type.type) ?? 0) + 1)
      onNew(job)
    }
  }
  return { jobs, underWay, unknown, home }
}
