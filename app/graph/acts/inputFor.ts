import type { Workflow } from '#shared/document/workflow.ts'
import type { Registry } from '#shared/nodes/registry.ts'
import type { Port } from '#shared/ports/port.ts'
import type { MediaKind } from '#shared/ports/value.ts'
import { inputsOf } from '../../state/connections.ts'
import { declaredType } from '../../state/nodeType.ts'

/** The kinds of input that accept each kind of media without conversion, best first. */
const takers: { readonly [K in MediaKind]: readonly string[] } = {
  image: ['image'],
  mask: ['mask', 'image'],
  video: ['video'],
  audio: ['audio'],
  model3d: ['model3d', 'file'],
  file: ['file', 'model3d'],
}

/**
 * The target for media when exactly one node is selected: its first unconnected input of a matching kind, preferring
 * those without a value. Null if there is none.
 */
export function inputFor(
  workflow: Workflow,
  selected: ReadonlySet<string>,
  kind: MediaKind,
  registry: Registry,
): { readonly node: string; readonly port: string } | null {
  const [node, ...others] = workflow.nodes.filter(({ id }) => selected.has(id))
  if (node === undefined || others.length > 0) return null
  const cables = inputsOf(workflow, node.id)
  const cost = ([name, port]: readonly [string, Port]): number =>
    takers[kind].indexOf(port.type.kind) * 2 + (node.values?.[name] === undefined ? 0 : 1)
  const free = Object.entries(declaredType(workflow, node, registry).inputs).filter(
    ([name, { type }]) => !type.list && takers[kind].includes(type.kind) && !cables.has(name),
  )
  const [best] = free.toSorted((one, other) => cost(one) - cost(other))
  return best === undefined ? null : { node: node.id, port: best[0] }
}
