import type { Node } from '#shared/document/workflow.ts'
import type { NodeType } from '#shared/nodes/defineNode.ts'
import type { Port } from '#shared/ports/port.ts'
import { shortChoice } from '#shared/ports/plainWords.ts'

const MAX_PARTS = 5

/** What says most about a result, whether it was changed or not. */
const TELLING = /size|aspect|ratio|resolution|format|steps|duration/

/**
 * The values of folded inputs in one line, `4:3 · 20 steps · PNG`: what says most about the result, and whatever was
 * changed.
 */
export function settingsSummary(
  type: NodeType,
  { values = {} }: Pick<Node, 'values'>,
  inputs: readonly string[],
): string {
  const parts = inputs.flatMap((name) => {
    const port = type.inputs[name]
    if (port === undefined) return []
    const isOwn = Object.hasOwn(values, name)
    if (!isOwn && !TELLING.test(name)) return []
    return partOf(name, port, isOwn ? values[name] : port.default)
  })
  return parts.slice(0, MAX_PARTS).join(' · ')
}

function partOf(name: string, port: Port, value: unknown): readonly string[] {
  const label = port.label.toLowerCase()
  if (typeof value === 'boolean') return [value ? port.label : `${port.label} off`]
  if (typeof value === 'number' && port.type.choices === undefined) {
    if (/steps$/.test(name)) return [value === 1 ? '1 step' : `${value} steps`]
    return [`${label} ${value}`]
  }
  if (port.type.choices !== undefined && (typeof value === 'string' || typeof value === 'number'))
    return [shortChoice(value)]
  return value === undefined || value === null || value === '' ? [] : [label]
}
