import type { NodeType } from './defineNode.ts'

/** Every node type that can stand on the canvas, by its `type`. */
export type Registry = ReadonlyMap<string, NodeType>

/** Throws when two node types claim one name: that is a mistake in the program, not in a workflow. */
export function createRegistry(types: Iterable<NodeType>): Registry {
  const registry = new Map<string, NodeType>()
  for (const type of types) {
    if (registry.has(type.type)) throw new Error(`two node types are named ${type.type}`)
    registry.set(type.type, type)
  }
  return registry
}
