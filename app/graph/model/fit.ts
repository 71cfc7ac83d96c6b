import type { Workflow } from '#shared/document/workflow.ts'
import { rankPorts } from '#shared/nodes/fittingTypes.ts'
import type { Registry } from '#shared/nodes/registry.ts'
import type { Compatibility } from '#shared/ports/compatibility.ts'
import { checkCompatibility, describeType } from '#shared/ports/compatibility.ts'
import type { PortType } from '#shared/ports/port.ts'
import { connectionsOf, nodesOf } from '../../state/connections.ts'
import type { LooseEnd, PortRef, Side } from '../../state/canvas/looseEnd.ts'
import { declaredType, titleOf } from '../../state/nodeType.ts'
import { inputType, outputType } from './portTypes.ts'

export const otherSide = (side: Side): Side => (side === 'input' ? 'output' : 'input')

const refuse = (why: string): Compatibility => ({ ok: false, why })

/** The nodes downstream (`output`) or upstream (`input`) of a node, however many cables away, and the node itself. */
export function reachable(workflow: Workflow, node: string, side: Side): ReadonlySet<string> {
  const { inputs, outputs } = connectionsOf(workflow)
  const found = new Set([node])
  // The set grows during the iteration, so what is found is visited as well.
  for (const at of found) {
    if (side === 'input') for (const { from } of inputs.get(at)?.values() ?? []) found.add(from.node)
    else for (const edges of outputs.get(at)?.values() ?? []) for (const { to } of edges) found.add(to.node)
  }
  return found
}

export const portType = (workflow: Workflow, { node, port, side }: PortRef, registry: Registry): PortType =>
  side === 'output' ? outputType(workflow, node, port, registry) : inputType(workflow, node, port, registry)

/** `behind` are nodes that would close a cycle. Computed once for all questions. */
export function looseEnd(workflow: Workflow, from: PortRef, registry: Registry): LooseEnd {
  const type = portType(workflow, from, registry)
  const behind = reachable(workflow, from.node, otherSide(from.side))
  const refuses = (node: string): string | null => {
    if (node === from.node) return 'A node cannot feed itself.'
    if (!behind.has(node)) return null
    const other = nodesOf(workflow).get(node)
    const does = from.side === 'output' ? 'already feeds this one' : 'is already fed by this one'
    return `${other === undefined ? 'That node' : titleOf(other, registry)} ${does}: that would create a loop.`
  }
  return {
    from,
    type,
    refuses,
    check(to) {
      if (to.side === from.side)
        return refuse(
          from.side === 'output' ? 'Connect an output to an input.' : 'Connect an input to an output.',
        )
      const why = refuses(to.node)
      if (why !== null) return refuse(why)
      const other = portType(workflow, to, registry)
      const verdict =
        from.side === 'output' ? checkCompatibility(type, other) : checkCompatibility(other, type)
      return verdict.ok ? verdict : refuse(sentence(verdict.why))
    },
  }
}

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`

/**
 * The port of a node that a loose end can be connected to: the first of the exact type, before those that convert, and
 * unconnected inputs before connected ones. Or the reason why there is none.
 */
export function fittingPort(
  workflow: Workflow,
  loose: LooseEnd,
  nodeId: string,
  registry: Registry,
): { readonly ok: true; readonly port: string } | { readonly ok: false; readonly why: string } {
  const node = nodesOf(workflow).get(nodeId)
  if (node === undefined) return { ok: false, why: 'There is no such node.' }
  const refused = loose.refuses(nodeId)
  if (refused !== null) return { ok: false, why: refused }
  const side = otherSide(loose.from.side)
  const type = declaredType(workflow, node, registry)
  if (type.inert) return { ok: false, why: `${titleOf(node, registry)} is a note: it has no ports.` }
  const occupied = connectionsOf(workflow).inputs.get(nodeId)
  const candidates = Object.keys(side === 'input' ? type.inputs : type.outputs).map((name) => ({
    name,
    verdict: loose.check({ node: nodeId, port: name, side }),
    occupied: side === 'input' && (occupied?.has(name) ?? false),
  }))
  const [first] = rankPorts(candidates)
  if (first !== undefined) return { ok: true, port: first }
  const [only, ...others] = candidates
  if (only !== undefined && others.length === 0 && !only.verdict.ok)
    return { ok: false, why: only.verdict.why }
  const what = describeType(loose.type)
  const why = `${titleOf(node, registry)} has no ${side} that ${side === 'input' ? 'takes' : 'gives'} ${what}.`
  return { ok: false, why }
}
