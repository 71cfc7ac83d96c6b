import type { Registry } from '#shared/nodes/registry.ts'
import type { Workflow } from '#shared/document/workflow.ts'
import { nameOfType } from '#shared/nodes/nameType.ts'
import { nodesOf } from '../state/connections.ts'

/** The subject of the inspector. Frames of groups do not count: they show everything themselves. */
export type Inspected =
  | { readonly kind: 'workflow' }
  | { readonly kind: 'node'; readonly id: string }
  | { readonly kind: 'several'; readonly ids: readonly string[] }

export function inspected(workflow: Workflow, selected: ReadonlySet<string>): Inspected {
  const nodes = nodesOf(workflow)
  const ids = [...selected].filter((id) => nodes.has(id))
  const [id] = ids
  if (id === undefined) return { kind: 'workflow' }
  return ids.length === 1 ? { kind: 'node', id } : { kind: 'several', ids }
}

/** The number of nodes per type, most frequent first. */
export function countTypes(
  workflow: Workflow,
  registry: Registry,
  ids?: readonly string[],
): readonly (readonly [string, number])[] {
  const nodes = nodesOf(workflow)
  const counts = new Map<string, number>()
  for (const id of ids ?? nodes.keys()) {
    const type = nodes.get(id)?.type
    if (type === undefined) continue
    const title = nameOfType(type, registry)
    counts.set(title, (counts.get(title) ?? 0) + 1)
  }
  return [...counts].toSorted((one, other) => other[1] - one[1] || one[0].localeCompare(other[0]))
}
