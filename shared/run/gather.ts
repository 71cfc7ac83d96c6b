import { AppError } from '../errors.ts'
import { isAllOrNothing } from '../document/workflow.ts'
import { checkValue } from '../ports/check.ts'
import { convert } from '../ports/compatibility.ts'
import type { Port } from '../ports/port.ts'
import type { Value, Values } from '../ports/value.ts'
import { isList, isMedia } from '../ports/value.ts'
import { formatPath } from '../problems/problem.ts'
import type { NodePath } from './address.ts'
import type { Gap, GapReason, ItemCount } from './gap.ts'
import { gapsAt } from './gap.ts'
import type { PlanInput, PlanStep } from './planStep.ts'
import type { Uncertain, UncertainOutputs } from './uncertain.ts'
import { pairLists } from './uncertain.ts'

/** The outputs of a finished step. `fanned`: it ran once per item, so that each of its outputs is a list. */
export interface Delivered {
  readonly outputs: Values
  readonly fanned: boolean
  /** The items that are missing; absent if none is. */
  readonly gaps?: readonly Gap[] | undefined
  /** The lists of which not all positions are certain; absent if all are. */
  readonly uncertain?: UncertainOutputs | undefined
}

/** The inputs of a step: one set or, over lists, one set per item. */
export interface Gathered {
  readonly fanned: boolean
  /** A missing item has its place, and no inputs. */
  readonly items: readonly Values[]
  /** By index: the items that are missing, because something that they need is. Absent if none is. */
  readonly gaps?: ReadonlyMap<number, GapReason>
  /** Items are missing, of those that it runs over or of a list that it takes whole. */
  readonly got?: ItemCount
  /** What is uncertain about the positions of the items; absent if nothing is. */
  readonly uncertain?: Uncertain
  /** Why a list that it takes whole is not the one of a complete run; absent if all are. */
  readonly incomplete?: GapReason
}

/** The indexes of the items that are there. */
export const presentItems = ({ items, gaps }: Gathered): readonly number[] =>
  [...items.keys()].filter((item) => gaps?.has(item) !== true)

/**
 * The node because of which a step does not run although its sources have delivered: none of its items is there, or one
 * is missing and it is all or nothing, or finds the items of its lists by their places. Undefined if it runs.
 */
export function blockedBy(
  { node, type, inputs }: PlanStep,
  { got, incomplete, items }: Gathered,
  delivered: readonly (Delivered | undefined)[],
): NodePath | undefined {
  if (got === undefined && incomplete === undefined) return undefined
  const needsAll = got !== undefined && (got.items === 0 || isAllOrNothing(node))
  const { byPlace = false } = type
  const isByPlace = typeof byPlace === 'boolean' ? byPlace : items.some(byPlace)
  for (const { port, source } of inputs) {
    if (source === null || (!needsAll && (!isByPlace || !port.type.list))) continue
    const from = delivered[source.step]
    const reason = from?.gaps?.[0] ?? from?.uncertain?.[source.output]?.reason
    if (reason !== undefined) return reason.of
  }
  return undefined
}

/** An input for one value that receives a list: the step runs over it. */
interface Over {
  readonly name: string
  readonly port: Port
  readonly list: readonly Value[]
  readonly missing: ReadonlyMap<number, GapReason>
  readonly uncertain: Uncertain | undefined
}

const NONE: ReadonlyMap<number, GapReason> = new Map()

/**
 * The inputs of a step from what its sources delivered. A list at a port for one value makes one set of inputs per
 * item; shorter lists repeat their last item; an empty one makes none. `literal` returns the value of an unconnected
 * input. An output that its node did not return, or returned as `null`, counts as absent: then the input's default is
 * used, and if the input is required the step fails; the same applies to a gap in a list for a list port. At a JSON
 * port and at one that accepts every kind `null` is a value. Every item is checked, even if another list is empty and
 * none will be used: an invalid value is reported regardless of how often it is used. A gap in a list makes one in the
 * items that would use it; a list port gets the others. So do the items of several lists of which it is not known
 * which belong together: nothing is paid for a pair that a complete run would not have. Throws `input.invalid`, naming
 * port and item.
 */
export function gather(
  step: PlanStep,
  delivered: readonly (Delivered | undefined)[],
  literal: (input: PlanInput) => Value | undefined,
): Gathered {
  const inputs: Record<string, Value> = {}
  let over: Over[] | undefined
  let count = -1
  const whole = { items: 0, of: 0 }
  let incomplete: GapReason | undefined
  for (const input of step.inputs) {
    const from = input.source === null ? undefined : delivered[input.source.step]
    const missing =
      input.source === null || from?.gaps === undefined ? NONE : gapsAt(from.gaps, input.source.output)
    const uncertain = input.source === null ? undefined : from?.uncertain?.[input.source.output]
    const list =
      input.source === null
        ? addLiteral(step, input, literal(input), inputs)
        : addDelivered(step, input, input.source, from, missing, inputs)
    if (list === undefined) {
      if (missing.size > 0) countWhole(inputs[input.name], missing, whole)
      incomplete ??= firstOf(missing) ?? uncertain?.reason
      continue
    }
    over ??= []
    over.push({ name: input.name, port: input.port, list, missing, uncertain })
    count = list.length === 0 || count === 0 ? 0 : Math.max(count, list.length)
  }
  const some = { ...(whole.of > 0 && { got: whole }), ...(incomplete && { incomplete }) }
  if (over === undefined) return { fanned: false, items: [inputs], ...some }
  return { fanned: true, ...some, ...gatherItems(over, count, inputs) }
}

const firstOf = (missing: Over['missing']): GapReason | undefined => missing.values().next().value

/** Counts what a list port got. */
function countWhole(
  value: Value | undefined,
  missing: Over['missing'],
  whole: { items: number; of: number },
): void {
  const { length } = isList(value) ? value : []
  whole.items += length
  whole.of += length + missing.size
}

function gatherItems(over: readonly Over[], count: number, inputs: Values): Omit<Gathered, 'fanned'> {
  const gaps = new Map<number, GapReason>()
  const { uncertain, until } = pairLists(
    over.map(({ list, uncertain: own }) => ({ length: list.length, uncertain: own })),
  )
  let unpaired = 0
  const items = Array.from({ length: count }, (_, item): Values => {
    const one: Record<string, Value> = { ...inputs }
    for (const { name, port, list, missing } of over) {
      const index = Math.min(item, list.length - 1)
      const gap = missing.get(index)
      if (gap === undefined) put(one, name, port, list[index])
      else {
        gaps.set(item, gap)
        return {}
      }
    }
    if (uncertain === undefined || item < until) return one
    unpaired++
    gaps.set(item, { ...uncertain.reason, unpaired: true })
    return {}
  })
  const positions = uncertain && { uncertain }
  if (gaps.size === 0) return { items, ...positions }
  const got = { items: count - gaps.size, of: count, ...(unpaired > 0 && { unpaired }) }
  return { items, gaps, got, ...positions }
}

/** Whether the value is a list of values, and not one value that is a list by itself. */
export const givesList = (
  source: NonNullable<PlanInput['source']>,
  from: Delivered,
  value: Value | undefined,
): value is readonly Value[] => (from.fanned || source.list) && value !== undefined && isList(value)

/** Absent: a node without such an output, or without one for this item, leaves `null` in its place. */
const isEmpty = (port: Port, value: Value | undefined): value is null | undefined =>
  value === undefined || (value === null && port.type.kind !== 'json' && port.type.kind !== 'any')

/** The default of an absent value. The cast is sound: defaults are JSON, in data files or in node files. */
function put(inputs: Record<string, Value>, name: string, port: Port, value: Value | undefined): void {
  const one = isEmpty(port, value) ? (port.default as Value | undefined) : value
  if (one !== undefined) inputs[name] = one
}

/** Puts a literal into `inputs`, or returns the list that the step runs over. */
function addLiteral(
  step: PlanStep,
  { name, port, each }: PlanInput,
  value: Value | undefined,
  inputs: Record<string, Value>,
): readonly Value[] | undefined {
  const list = isList(value) && (each || port.type.list) ? value : undefined
  const isSeed = port.control.kind === 'seed'
  // The plan has checked the rest: the measures of a picture are known now, and every seed must have been drawn.
  if (isSeed || port.limits.pictures !== undefined)
    for (const [item, one] of (list ?? [value]).entries())
      if (isSeed || isMedia(one)) check(step, oneOf(port), one, list === undefined ? null : item)
  if (each) return list
  put(inputs, name, port, value)
  return undefined
}

/** Puts a delivered value into `inputs`, or returns the list that the step runs over. */
function addDelivered(
  step: PlanStep,
  { name, port }: PlanInput,
  source: NonNullable<PlanInput['source']>,
  from: Delivered | undefined,
  missing: ReadonlyMap<number, GapReason>,
  inputs: Record<string, Value>,
): readonly Value[] | undefined {
  const { output, conversion, checked } = source
  const raw = from?.outputs[output]
  const refuseEmpty = (item: number | null): AppError =>
    refuse(step, port, `nothing came from ${output}`, item)
  if (from === undefined || isEmpty(port, raw)) {
    if (port.required) throw refuseEmpty(null)
    put(inputs, name, port, undefined)
    return undefined
  }
  if (!givesList(source, from, raw)) {
    const one = conversion === null ? raw : convert(raw, conversion)
    const value = port.type.list ? [one] : one
    if (checked) check(step, port, value, null)
    inputs[name] = value
    return undefined
  }
  const list: readonly Value[] =
    conversion === null ? raw : raw.map((item: Value) => convert(item, conversion))
  for (const [item, one] of list.entries())
    if (missing.has(item)) continue
    else if (isEmpty(port, one)) {
      if (port.required || port.type.list) throw refuseEmpty(item)
    } else if (checked && !port.type.list) check(step, port, one, item)
  if (!port.type.list) return list
  const present = missing.size === 0 ? list : list.filter((_, item) => !missing.has(item))
  if (checked) check(step, port, present, null)
  inputs[name] = present
  return undefined
}

const oneOf = (port: Port): Port => (port.type.list ? { ...port, type: { ...port.type, list: false } } : port)

function check(step: PlanStep, port: Port, value: Value | undefined, item: number | null): void {
  const [fault] = checkValue(port, value)
  if (fault !== undefined) {
    const location = fault.path.length === 0 ? '' : `${formatPath(fault.path)}: `
    throw refuse(step, port, `${location}${fault.message}`, item)
  }
  // Such a picture could not be made again.
  if (port.control.kind === 'seed' && typeof value === 'number' && value < 0)
    throw refuse(step, port, `${value} would have the engine draw a seed; give it one from 0`, item)
}

function refuse(step: PlanStep, port: Port, why: string, item: number | null): AppError {
  const which = item === null ? '' : ` (item ${item + 1})`
  return new AppError('input.invalid', `${port.label}${which}: ${why}`, { data: { node: step.node.id } })
}
