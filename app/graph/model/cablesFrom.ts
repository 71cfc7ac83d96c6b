import type { NodeType } from '#shared/nodes/defineNode.ts'
import { rankPorts } from '#shared/nodes/fittingTypes.ts'
import type { Registry } from '#shared/nodes/registry.ts'
import { checkCompatibility } from '#shared/ports/compatibility.ts'
import { isMediaKind } from '#shared/ports/value.ts'
import type { Workflow } from '#shared/document/workflow.ts'
import { nodesOf } from '../../state/connections.ts'
import { typeOf } from '../../state/nodeType.ts'
import { loaderOf } from '../acts/mediaLoaders.ts'
import { outputType } from './portTypes.ts'

/** An output of a node that is there, and the input of a new one that it goes to. */
export interface CableFrom {
  readonly output: string
  readonly input: string
}

/**
 * The cables that a new node gets from the node that it is added to: each media input that it cannot do without, from
 * the output that fits best as it is.
 */
export function cablesFrom(
  workflow: Workflow,
  source: string,
  type: NodeType,
  registry: Registry,
): readonly CableFrom[] {
  const node = nodesOf(workflow).get(source)
  if (node === undefined || loaderOf(type) !== null) return []
  const outputs = Object.keys(typeOf(workflow, node, registry).outputs).flatMap((name) => {
    const found = outputType(workflow, source, name, registry)
    return isMediaKind(found.kind) ? [{ name, type: found }] : []
  })
  return Object.entries(type.inputs).flatMap(([input, port]) => {
    if (!port.required) return []
    const [output] = rankPorts(
      outputs.flatMap(({ name, type: given }) => {
        const verdict = checkCompatibility(given, port.type)
        return verdict.ok && verdict.conversion === null ? [{ name, verdict, occupied: false }] : []
      }),
    )
    return output === undefined ? [] : [{ output, input }]
  })
}
