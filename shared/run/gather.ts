import { AppError } from '../errors.ts'
import { checkValue } from '../ports/check.ts'
import { convert } from '../ports/compatibility.ts'
import type { Port } from '../ports/port.ts'
import type { Value, Values } from '../ports/value.ts'
import { isList, isMedia } from '../ports/value.ts'
import { formatPath } from '../problems/problem.ts'
import type { PlanInput, PlanStep } from './planStep.ts'

/** The outputs of a finished step. `fanned`: it ran once per item, so that each of its outputs is a list. */
export interface Delivered {
  readonly outputs: Values
  readonly fanned: boolean
}

/** The inputs of a step: one set or, over lists, one set per item. */
export interface Gathered {
  readonly fanned: boolean
  readonly items: readonly Values[]
}

/** An input for one value that receives a list: the step runs over it. */
interface Over {
  readonly name: string
  readonly port: Port
  readonly list: readonly Value[]
}

/**
 * The inputs of a step from what its sources delivered. A list at a port for one value makes one set of inputs per
 * item; shorter lists repeat their last item; an empty one makes none. `literal` returns the value of an unconnected
 * input. An output that its node did not return, or returned as `null`, counts as absent: then the input's default is
 * used, and if the input is required the step fails; the same applies to a gap in a list for a list port. At a JSON
 * port and at one that accepts every kind `null` is a value. Every item is checked, even if another list is empty and
 * none will be used: an invalid value is reported regardless of how often it is used. Throws `input.invalid`, naming
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
  for (const input of step.inputs) {
    const list =
      input.source === null
        ? addLiteral(step, input, literal(input), inputs)
        : addDelivered(step, input, input.source, delivered[input.source.step], inputs)
    if (list === undefined) continue
    over ??= []
    over.push({ name: input.name, port: input.port, list })
    count = list.length === 0 || count === 0 ? 0 : Math.max(count, list.length)
  }
  if (over === undefined) return { fanned: false, items: [inputs] }
  const lists = over
  const items = Array.from({ length: count }, (_, item) => {
    const one = { ...inputs }
    for (const { name, port, list } of lists) put(one, name, port, list[Math.min(item, list.length - 1)])
    return one
  })
  return { fanned: true, items }
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
    if (isEmpty(port, one)) {
      if (port.required || port.type.list) throw refuseEmpty(item)
    } else if (checked && !port.type.list) check(step, port, one, item)
  if (!port.type.list) return list
  if (checked) check(step, port, list, null)
  inputs[name] = list
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

/**
 * The combined outputs of a step that ran once per item: each output is a list with the items' positions; outputs that
 * are lists themselves are concatenated. Items that failed leave `null`.
 */
export function combine(step: PlanStep, results: readonly (Values | undefined)[]): Values {
  const outputs: Record<string, Value> = {}
  for (const [name, port] of Object.entries(step.type.outputs))
    outputs[name] = results.flatMap((values): readonly Value[] => {
      const value = values?.[name] ?? null
      return port.type.list && isList(value) ? value : [value]
    })
  return outputs
}
