import type { NodeType } from './defineNode.ts'
import type { TypeShape } from './fittingTypes.ts'
import { shapeOf } from './fittingTypes.ts'
import type { PublishedEndpoint } from '../catalogue/endpoint.ts'

/** What a search finds and shows of a node type: everything that is known without reading its schema. */
export type TypeSummary = Pick<
  NodeType,
  'type' | 'title' | 'model' | 'category' | 'keywords' | 'help' | 'where'
>

/** A node type that is made when it is first asked for. */
export interface LazyType extends TypeSummary {
  /** The same node type at each call; undefined if what it is made of cannot be read. */
  make(): NodeType | undefined
  /** Its ports, if they are known without making it. */
  shape?(): TypeShape
  /** What it is made of, as the host has it; undefined as for `make`. */
  published(): PublishedEndpoint | undefined
}

/**
 * Every node type that a canvas can contain, by its `type`. A registry never changes: when node types are added or
 * replaced, that is another registry, with another version.
 */
export interface Registry {
  /** Two registries of one version have the same contents. */
  readonly version: string
  readonly size: number
  /** The node type, made on the first call if it is an endpoint's. */
  get(type: string): NodeType | undefined
  has(type: string): boolean
  /** All of them, the local ones first. Makes those that are not made yet, which takes time for a whole catalogue. */
  values(): Iterable<NodeType>
  /** All of them in the same order, without making any. */
  summaries(): Iterable<TypeSummary>
  /** The ports of a node type, without making it where that is possible; undefined for an unknown one. */
  shape(type: string): TypeShape | undefined
  /** The endpoint that a node type is made of; undefined for a local or an unknown one. */
  published(type: string): PublishedEndpoint | undefined
}

/**
 * A registry of node types and of endpoints whose node types are made on demand. Throws if two have the same name: that
 * is a mistake in the program, not in a workflow.
 *
 * @param version By default, the names and versions of its node types.
 */
export function createRegistry(
  types: Iterable<NodeType>,
  endpoints: Iterable<LazyType> = [],
  version?: string,
): Registry {
  const made = new Map<string, NodeType>()
  const lazy = new Map<string, LazyType>()
  const add = <T extends TypeSummary>(to: Map<string, T>, type: T): void => {
    if (made.has(type.type) || lazy.has(type.type)) throw new Error(`two node types are named ${type.type}`)
    to.set(type.type, type)
  }
  for (const type of types) add(made, type)
  for (const type of endpoints) add(lazy, type)
  return {
    version: version ?? Array.from([...made.values()], (type) => `${type.type} ${type.version}`).join('\n'),
    size: made.size + lazy.size,
    get: (type) => made.get(type) ?? lazy.get(type)?.make(),
    has: (type) => made.has(type) || lazy.has(type),
    *values() {
      yield* made.values()
      for (const entry of lazy.values()) {
        const type = entry.make()
        if (type !== undefined) yield type
      }
    },
    *summaries() {
      yield* made.values()
      yield* lazy.values()
    },
    shape(name) {
      const known = lazy.get(name)?.shape?.()
      if (known !== undefined) return known
      const type = made.get(name) ?? lazy.get(name)?.make()
      return type === undefined ? undefined : shapeOf(type)
    },
    published: (type) => lazy.get(type)?.published(),
  }
}
