import type { NodeType } from '../nodes/defineNode.ts'
import type { Values } from '../ports/value.ts'
import { isMedia } from '../ports/value.ts'

/**
 * One text for one set of inputs to one node type: it is digested into the key of a result. Keys of objects are sorted;
 * a media value counts only by its SHA-256 and kind, because the path of a copy does not matter. Our own notation is in
 * brackets, so that no text can look like it.
 */
export function cacheText(type: NodeType, inputs: Values): string {
  const parts: unknown[] = [type.type, type.version]
  for (const name of Object.keys(type.inputs)) {
    const value = inputs[name]
    if (value !== undefined) parts.push(name, typeof value === 'object' ? [canonical(value)] : value)
  }
  return JSON.stringify(parts)
}

function canonical(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null'
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (isMedia(value)) return `${value.media}:${value.sha256}`
  const fields = Object.entries(value)
    .filter(([, field]) => field !== undefined)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
  return `{${fields.map(([key, field]) => `${JSON.stringify(key)}:${canonical(field)}`).join(',')}}`
}
