import type { NodeType } from './defineNode.ts'

/** Every node type that a canvas can contain, by its `type`. */
export type Registry = ReadonlyMap<string, NodeType>

/** Throws if two node types have the same name: that is a mistake in the program, not in a workflow. */
export function createRegistry(types: Iterable<NodeType>): Registry {
  const registry = new Map<string, NodeType>()
  for (const type of types) {
    if (registry.has(type.type)) throw new Error(`two node types are named ${type.type}`)
    registry.set(type.type, type)
  }
  return registry
}
