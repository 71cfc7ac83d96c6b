import type { NodeType } from '../nodes/defineNode.ts'
import type { Registry } from '../nodes/registry.ts'
import { weakMemo } from '../weakMemo.ts'
import type { ComfyCable, ComfyNode } from './comfyWorkflow.ts'
import type { Mapping, Through } from './mappings.ts'
import { mappings, primitiveMapping } from './mappings.ts'

/**
 * The node that replaces a ComfyUI node, or null if there is no equivalent. A node with a cable that has no port here
 * counts as without an equivalent: no cable is ever lost.
 */
export function findMapping(
  node: ComfyNode,
  cables: readonly ComfyCable[],
  registry: Registry,
): Mapping | null {
  const mapping = mappingOf(node, registry)
  if (mapping === null || !registry.has(mapping.type)) return null
  const fits = cables.every(({ from, slot, to, input }) => {
    const outOk = from !== node.id || outputOf(mapping, slot) !== undefined
    return outOk && (to !== node.id || inputOf(mapping, input) !== undefined)
  })
  return fits ? mapping : null
}

export const inputOf = (mapping: Mapping, input: string): string | undefined =>
  mapping.any ?? (Object.hasOwn(mapping.inputs, input) ? mapping.inputs[input] : undefined)

export const outputOf = ({ outputs }: Mapping, slot: number | string): string | Through | undefined =>
  typeof slot === 'number' ? outputs[slot] : outputs.find((output) => output === slot)

function mappingOf(node: ComfyNode, registry: Registry): Mapping | null {
  if (node.type === 'PrimitiveNode') return primitiveMapping(node)
  const found = Object.hasOwn(mappings, node.type) ? mappings[node.type] : undefined
  if (found !== undefined) return found
  const own = registry.get(node.type) ?? findEndpoint(node.type, registry)
  return own === undefined ? null : asItIs(own)
}

/** One of our nodes, as it is in the prompt that our own pictures embed. */
const asItIs = ({ type, inputs, outputs }: NodeType): Mapping => ({
  type,
  inputs: Object.fromEntries(Object.keys(inputs).map((name) => [name, name])),
  outputs: Object.keys(outputs),
})

const bare = (text: string): string => text.toLowerCase().replaceAll(/[^a-z0-9]/g, '')

/** The types of endpoints by their words, whatever the separators. A file may have thousands of nodes. */
const endpointsByName = weakMemo((registry: Registry): ReadonlyMap<string, readonly string[]> =>
  Map.groupBy(
    Array.from(registry.summaries()).flatMap(({ type, where }) => (where === 'remote' ? [type] : [])),
    bare,
  ),
)

/** The only endpoint whose model id consists of the words of a class name, whatever the separators. */
function findEndpoint(type: string, registry: Registry): NodeType | undefined {
  const [found, ...others] = endpointsByName(registry).get(bare(type)) ?? []
  return others.length === 0 ? registry.get(found ?? '') : undefined
}
