import type { PortType, Ports } from '../ports/port.ts'
import type { Registry, TypeSummary } from './registry.ts'

/** What a node takes and gives by cable, for a list of node types: each type of port once, in their order. */
export interface PortSummary {
  readonly takes: readonly PortType[]
  readonly gives: readonly PortType[]
}

/** Kinds that are usually typed into the card. */
const TYPED: ReadonlySet<string> = new Set(['number', 'integer', 'boolean', 'json', 'lora'])

const once = (types: readonly PortType[]): readonly PortType[] => [
  ...new Map(types.map(({ kind, list }) => [`${kind} ${list}`, { kind, list }])).values(),
]

/** Without those that are usually typed, unless there are only such. */
function byCable(types: readonly PortType[]): readonly PortType[] {
  const some = types.filter(({ kind }) => !TYPED.has(kind))
  return once(some.length === 0 ? types : some)
}

/** The ports that a local node cannot do without; all of them if it needs none. */
function needed(ports: Ports): readonly PortType[] {
  const all = Object.values(ports).filter(({ advanced }) => !advanced)
  const required = all.filter((port) => port.required)
  return (required.length === 0 ? all : required).map(({ type }) => type)
}

/** Does not make the node type of an endpoint where its ports are known without that. */
export function summarisePorts(registry: Registry, { type, where }: TypeSummary): PortSummary {
  const local = where === 'local' ? registry.get(type) : undefined
  if (local !== undefined) {
    if (local.inert) return { takes: [], gives: [] }
    return {
      takes: byCable(needed(local.inputs)),
      gives: once(Object.values(local.outputs).map((port) => port.type)),
    }
  }
  const { inputs, outputs } = registry.shape(type) ?? { inputs: [], outputs: [] }
  return { takes: byCable(inputs.filter(({ advanced }) => !advanced)), gives: once(outputs) }
}
