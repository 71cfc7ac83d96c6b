import { z } from 'zod'
import { checkCompatibility } from '../ports/compatibility.ts'
import type { Compatibility } from '../ports/compatibility.ts'
import type { PortType, Ports } from '../ports/port.ts'
import { ValueKind } from '../ports/value.ts'
import type { NodeType } from './defineNode.ts'

/** Which ports of a node: what it is given, or what it makes. */
export type Side = 'input' | 'output'

export interface Candidate {
  readonly name: string
  readonly verdict: Compatibility
  /** Less wanted, although it fits: it is connected already, or folded away. */
  readonly occupied: boolean
}

/** The names of the candidates that fit, the best first: exact types before conversions, free ports before others. */
export function rankPorts(candidates: readonly Candidate[]): readonly string[] {
  return candidates
    .flatMap(({ name, verdict, occupied }) => {
      if (!verdict.ok) return []
      const { conversion, arity } = verdict
      return [{ name, cost: (occupied ? 4 : 0) + (conversion === null ? 0 : 2) + (arity === 'same' ? 0 : 1) }]
    })
    .toSorted((one, other) => one.cost - other.cost)
    .map(({ name }) => name)
}

const portsOf = (type: NodeType, side: Side): Ports => (side === 'input' ? type.inputs : type.outputs)

/** The port of a node type (not on the canvas yet) that accepts a value of this type, or outputs one. */
export function fittingPortOfType(nodeType: NodeType, type: PortType, side: Side): string | null {
  const [first] = rankPorts(
    Object.entries(portsOf(nodeType, side)).map(([name, port]) => ({
      name,
      verdict: side === 'input' ? checkCompatibility(type, port.type) : checkCompatibility(port.type, type),
      occupied: port.advanced,
    })),
  )
  return first ?? null
}

/** What is known of a port without its schema. */
export const PortShape = z.object({
  kind: z.enum([...ValueKind.options, 'any']),
  list: z.boolean(),
  advanced: z.boolean(),
})
export type PortShape = z.infer<typeof PortShape>

/** The ports of a node type, in their order. */
export const TypeShape = z.object({ inputs: z.array(PortShape), outputs: z.array(PortShape) })
export type TypeShape = z.infer<typeof TypeShape>

/** A note has no ports on the canvas. */
export function shapeOf(type: NodeType): TypeShape {
  const shapes = (ports: Ports): PortShape[] =>
    type.inert
      ? []
      : Object.values(ports).map(({ type: { kind, list }, advanced }) => ({ kind, list, advanced }))
  return { inputs: shapes(type.inputs), outputs: shapes(type.outputs) }
}

/**
 * How far a loose end of this type is from the main port of a node type: 0 if that port has exactly this type; those
 * that accept anything come last. Null if it fits none of its ports.
 */
export function fitDistance({ inputs, outputs }: TypeShape, type: PortType, side: Side): number | null {
  const ports = side === 'input' ? inputs : outputs
  const [best] = rankPorts(
    ports.map((port, index) => ({
      name: String(index),
      verdict: side === 'input' ? checkCompatibility(type, port) : checkCompatibility(port, type),
      occupied: port.advanced,
    })),
  )
  const port = ports[Number(best)]
  if (best === undefined || port === undefined) return null
  const kind = port.kind === type.kind ? 0 : port.kind === 'any' ? 200 : 100
  return Number(best) + kind + (port.advanced ? 50 : 0) + (port.list === type.list ? 0 : 20)
}
