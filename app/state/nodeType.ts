import type { Node, Workflow } from '#shared/document/workflow.ts'
import type { NodeType } from '#shared/nodes/defineNode.ts'
import type { Registry } from '#shared/nodes/registry.ts'
import type { Port, Ports } from '#shared/ports/port.ts'
import { any, json, optional } from '#shared/ports/port.ts'
import { inputsOf, outputsOf } from './connections.ts'

export const isRegistered = (node: Node, registry: Registry): boolean => registry.has(node.type)

export const titleOf = (node: Node, registry: Registry): string =>
  node.title ?? registry.get(node.type)?.title ?? node.type

/**
 * The type of a node on this canvas: a known one, or a placeholder. Either has a port for each of its cables, even if
 * the type has none of that name, so that everything in the file is visible.
 */
export function typeOf(workflow: Workflow, node: Node, registry: Registry): NodeType {
  const inputs = [...inputsOf(workflow, node.id).keys()]
  const outputs = [...outputsOf(workflow, node.id).keys()]
  const type = registry.get(node.type)
  return type === undefined ? placeholderType(node, inputs, outputs) : withStrays(type, inputs, outputs)
}

/** The same without the extra ports: a new cable can go to none of them. */
export const declaredType = (workflow: Workflow, node: Node, registry: Registry): NodeType =>
  registry.get(node.type) ?? typeOf(workflow, node, registry)

function withStrays(type: NodeType, inputs: readonly string[], outputs: readonly string[]): NodeType {
  const strayInputs = inputs.filter((name) => !Object.hasOwn(type.inputs, name))
  const strayOutputs = outputs.filter((name) => !Object.hasOwn(type.outputs, name))
  if (strayInputs.length + strayOutputs.length === 0) return type
  return {
    ...type,
    inputs: { ...type.inputs, ...portsNamed(strayInputs) },
    outputs: { ...type.outputs, ...portsNamed(strayOutputs) },
  }
}

const portsNamed = (names: readonly string[]): Ports =>
  Object.fromEntries(names.map((name): [string, Port] => [name, optional(any(name))]))

/** Values have an editor, so that they can be read; what the ports accept is not known. */
export function placeholderType(node: Node, inputs: readonly string[], outputs: readonly string[]): NodeType {
  const values = Object.keys(node.values ?? {}).filter((name) => !inputs.includes(name))
  return {
    type: node.type,
    title: node.type,
    category: '',
    keywords: [],
    help: '',
    inputs: {
      ...portsNamed(inputs),
      ...Object.fromEntries(values.map((name): [string, Port] => [name, optional(json(name))])),
    },
    outputs: portsNamed(outputs),
    where: 'local',
    version: 1,
    effect: false,
    inert: false,
    run: () => ({}),
  }
}
