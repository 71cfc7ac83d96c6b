import type { Value, Values } from '../ports/value.ts'
import { isList } from '../ports/value.ts'
import { formatItemPath } from './address.ts'
import type { Gap, GapReason } from './gap.ts'
import type { PlanStep } from './planStep.ts'

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

/** The gaps in those outputs, in the order of the items, for the items with a reason. */
export function combineGaps(
  step: PlanStep,
  results: readonly (Values | undefined)[],
  missing: ReadonlyMap<number, GapReason>,
): readonly Gap[] {
  const gaps: Gap[] = []
  const outputs = Object.entries(step.type.outputs)
  const positions: Record<string, number> = Object.fromEntries(outputs.map(([name]) => [name, 0]))
  for (const [item, values] of results.entries()) {
    const reason = missing.get(item)
    if (reason !== undefined)
      gaps.push({ item: formatItemPath([item]), ...reason, positions: { ...positions } })
    for (const [name, port] of outputs) {
      const value = values?.[name]
      positions[name] = (positions[name] ?? 0) + (port.type.list && isList(value) ? value.length : 1)
    }
  }
  return gaps
}
