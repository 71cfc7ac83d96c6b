import { AppError } from '../errors.ts'
import { checkValue } from '../ports/check.ts'
import { convert } from '../ports/flow.ts'
import type { Port } from '../ports/port.ts'
import type { Value, Values } from '../ports/value.ts'
import { formatPath } from '../problem.ts'
import type { PlanInput, PlanStep } from './plan.ts'

/** What a finished step hands on. `fanned`: it ran once per item, so that each of its outputs is a list. */
export interface Delivered {
  readonly outputs: Values
  readonly fanned: boolean
}

/** The inputs of a step: one set, or, over lists, one set an item. */
export interface Gathered {
  readonly fanned: boolean
  readonly items: readonly Values[]
}

/**
 * The inputs of a step from what its sources delivered. A list at a port for one value makes one set of inputs per item;
 * shorter lists repeat their last item; an empty one makes none. `literal` gives the value of an unconnected input.
 * Throws `input.invalid`, naming port and item.
 */
export function gather(
  step: PlanStep,
  delivered: readonly (Delivered | undefined)[],
  literal: (input: PlanInput) => Value | undefined,
): Gathered {
  const inputs: Record<string, Value> = {}
  let lists: { name: string; list: readonly Value[] }[] | undefined
  let count = -1
  for (const input of step.inputs) {
    const each = addInput(step, input, delivered, literal, inputs)
    if (each === undefined) continue
    lists ??= []
    lists.push({ name: input.name, list: each })
    count = each.length === 0 || count === 0 ? 0 : Math.max(count, each.length)
  }
  if (lists === undefined) return { fanned: false, items: [inputs] }
  const over = lists
  const items = Array.from({ length: count }, (_, item) => {
    const one = { ...inputs }
    for (const { name, list } of over) {
      const value = list[Math.min(item, list.length - 1)]
      if (value !== undefined) one[name] = value
    }
    return one
  })
  return { fanned: true, items }
}

/** Puts one input into `inputs`, or answers with the list that the step runs over. */
function addInput(
  step: PlanStep,
  input: PlanInput,
  delivered: readonly (Delivered | undefined)[],
  literal: (input: PlanInput) => Value | undefined,
  inputs: Record<string, Value>,
): readonly Value[] | undefined {
  const { name, port, source } = input
  if (source === null) {
    const value = literal(input)
    if (value !== undefined) inputs[name] = value
    return undefined
  }
  const from = delivered[source.step]
  const raw = from?.outputs[source.output]
  if (from === undefined || raw === undefined) {
    // The cast is sound: defaults are declared as JSON, in data files or in node files.
    if (port.default !== undefined) inputs[name] = port.default as Value
    if (!port.required) return undefined
    throw refuse(step, port, `nothing came from ${source.output}`)
  }
  const list = (from.fanned || source.list) && Array.isArray(raw)
  const { conversion } = source
  const value =
    conversion === null ? raw : list ? raw.map((item: Value) => convert(item, conversion)) : convert(raw, conversion)
  if (list && !port.type.list) {
    const items = value as readonly Value[]
    if (source.checked) for (const [item, one] of items.entries()) check(step, port, one, item)
    return items
  }
  const whole = port.type.list && !list ? [value] : value
  if (source.checked) check(step, port, whole, null)
  inputs[name] = whole
  return undefined
}

function check(step: PlanStep, port: Port, value: Value, item: number | null): void {
  const [fault] = checkValue(port, value)
  if (fault === undefined) return
  const place = fault.path.length === 0 ? '' : `${formatPath(fault.path)}: `
  throw refuse(step, port, `${place}${fault.message}`, item)
}

function refuse(step: PlanStep, port: Port, why: string, item: number | null = null): AppError {
  const which = item === null ? '' : ` (item ${item + 1})`
  return new AppError('input.invalid', `${port.label}${which}: ${why}`, { data: { node: step.node.id } })
}

/**
 * The outputs of a step that ran once per item, put together: each output is a list whose places are the items'; an
 * output that is itself a list is laid end to end. Items that failed leave `null`.
 */
export function combine(step: PlanStep, results: readonly (Values | undefined)[]): Values {
  const outputs: Record<string, Value> = {}
  for (const [name, port] of Object.entries(step.type.outputs))
    outputs[name] = results.flatMap((values): readonly Value[] => {
      const value = values?.[name] ?? null
      return port.type.list && Array.isArray(value) ? value : [value]
    })
  return outputs
}
