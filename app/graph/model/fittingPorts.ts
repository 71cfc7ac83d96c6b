import type { Workflow } from '#shared/document/workflow.ts'
import type { Registry } from '#shared/nodes/registry.ts'
import type { Conversion } from '#shared/ports/compatibility.ts'
import type { PortType } from '#shared/ports/port.ts'
import type { PortRef } from '../../state/canvas/looseEnd.ts'
import { looseEnd, otherSide, portType } from './fit.ts'
import { declaredType, titleOf } from '../../state/nodeType.ts'

export interface FittingPort {
  readonly port: PortRef
  readonly type: PortType
  /** The node's title and the port's label. */
  readonly text: string
  readonly conversion: Conversion | null
}

/** Every port on the canvas that a port can be connected to: those of the exact type first, then those that convert. */
export function fittingPorts(workflow: Workflow, from: PortRef, registry: Registry): readonly FittingPort[] {
  const loose = looseEnd(workflow, from, registry)
  const side = otherSide(from.side)
  const found: FittingPort[] = []
  for (const node of workflow.nodes) {
    if (loose.refuses(node.id) !== null) continue
    const type = declaredType(workflow, node, registry)
    if (type.inert) continue
    for (const [name, port] of Object.entries(side === 'input' ? type.inputs : type.outputs)) {
      const ref = { node: node.id, port: name, side }
      const verdict = loose.check(ref)
      if (verdict.ok)
        found.push({
          port: ref,
          type: portType(workflow, ref, registry),
          text: `${titleOf(node, registry)}: ${port.label}`,
          conversion: verdict.conversion,
        })
    }
  }
  const rank = ({ conversion, type }: FittingPort): number =>
    conversion !== null ? 2 : type.kind === 'any' ? 1 : 0
  return found.toSorted((one, other) => rank(one) - rank(other))
}
