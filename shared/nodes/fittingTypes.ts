import { checkCompatibility } from '../ports/compatibility.ts'
import type { Compatibility } from '../ports/compatibility.ts'
import type { PortType, Ports } from '../ports/port.ts'
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
  const cost = ({ verdict, occupied }: Candidate): number =>
    !verdict.ok
      ? Infinity
      : (occupied ? 4 : 0) + (verdict.conversion === null ? 0 : 2) + (verdict.arity === 'same' ? 0 : 1)
  return candidates
    .filter(({ verdict }) => verdict.ok)
    .toSorted((one, other) => cost(one) - cost(other))
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

/**
 * How far a loose end of this type is from the main port of a node type: 0 if that port has exactly this type; those
 * that accept anything come last. Null if it fits none of its ports; a note has none on the canvas.
 */
export function fitDistance(nodeType: NodeType, type: PortType, side: Side): number | null {
  const name = nodeType.inert ? null : fittingPortOfType(nodeType, type, side)
  const ports = portsOf(nodeType, side)
  const port = ports[name ?? '']
  if (name === null || port === undefined) return null
  const index = Object.keys(ports).indexOf(name)
  const kind = port.type.kind === type.kind ? 0 : port.type.kind === 'any' ? 200 : 100
  return index + kind + (port.advanced ? 50 : 0) + (port.type.list === type.list ? 0 : 20)
}
