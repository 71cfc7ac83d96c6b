import { modeOf } from '../document/workflow.ts'
import type { NodeType } from '../nodes/defineNode.ts'
import type { Registry } from '../nodes/registry.ts'
import type { PortType } from '../ports/port.ts'
import type { Json } from '../ports/value.ts'
import type { Graph, Source } from './graph.ts'

/**
 * What an input port really gets: an output, a literal that a bypassed node passes on, or nothing because a bypassed node
 * has nothing of that type to pass on. `bypassed` names the last node that was passed by.
 */
export type Feed =
  | { readonly from: 'output'; readonly node: number; readonly port: string }
  | { readonly from: 'literal'; readonly value: Json; readonly type: PortType }
  | { readonly from: 'nothing'; readonly bypassed: number }

const ANY: PortType = { kind: 'any', list: false }

const typeAt = (graph: Graph, registry: Registry, node: number): NodeType | undefined =>
  registry.get(graph.nodes[node]?.type ?? '')

/**
 * The type of an output as it stands in this graph: an output that is like an input has the type of what is connected
 * there, however many nodes away. Unknown nodes and ports are `any`. Follows cables without recursion and ends on cycles.
 */
export function outputType(graph: Graph, registry: Registry, node: number, port: string): PortType {
  let at = node
  let name = port
  let list: boolean | undefined
  for (let steps = 0; steps <= graph.nodes.length; steps++) {
    const type = typeAt(graph, registry, at)
    const output = own(type?.outputs, name)
    if (type === undefined || output === undefined) return { ...ANY, list: list ?? false }
    list ??= output.type.list
    if (output.like === undefined) return { ...output.type, list }
    const input = own(type.inputs, output.like)
    const source = graph.inputs[at]?.get(output.like)
    if (input !== undefined && input.type.kind !== 'any') return { ...input.type, list }
    if (source === undefined) return { ...ANY, list }
    at = source.node
    name = source.port
  }
  return { ...ANY, list: list ?? false }
}

function own<T>(record: Readonly<Record<string, T>> | undefined, key: string): T | undefined {
  return record !== undefined && Object.hasOwn(record, key) ? record[key] : undefined
}

/** The input whose value a bypassed node passes on at an output: the first one of the same type. */
function passedInput(graph: Graph, registry: Registry, node: number, port: string): string | undefined {
  const type = typeAt(graph, registry, node)
  const output = own(type?.outputs, port)
  if (type === undefined || output === undefined) return undefined
  const like = own(type.inputs, output.like ?? '')
  if (output.like !== undefined && like?.type.list === output.type.list) return output.like
  const wanted = outputType(graph, registry, node, port)
  return Object.keys(type.inputs).find((name) => {
    const input = own(type.inputs, name)
    return input?.type.kind === wanted.kind && input.type.list === wanted.list
  })
}

/**
 * What feeds an input port once bypassed nodes are passed by: each of their outputs passes on the first input of the
 * same type. Undefined when nothing is connected. Follows cables without recursion; the graph must have no cycle.
 */
export function feedOf(graph: Graph, registry: Registry, node: number, port: string): Feed | undefined {
  let source: Source | undefined = graph.inputs[node]?.get(port)
  while (source !== undefined) {
    const bypassed: number = source.node
    const at = graph.nodes[bypassed]
    if (at === undefined || modeOf(at) !== 'bypassed')
      return { from: 'output', node: bypassed, port: source.port }
    const name = passedInput(graph, registry, bypassed, source.port)
    const next: Source | undefined = name === undefined ? undefined : graph.inputs[bypassed]?.get(name)
    if (next === undefined) {
      const value = own(at.values, name ?? '')
      const input = own(typeAt(graph, registry, bypassed)?.inputs, name ?? '')
      return value === undefined || input === undefined
        ? { from: 'nothing', bypassed }
        : { from: 'literal', value, type: input.type }
    }
    source = next
  }
  return undefined
}
