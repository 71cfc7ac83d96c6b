import type { Node } from '../document/workflow.ts'
import { modeOf } from '../document/workflow.ts'
import type { NodeType } from '../nodes/defineNode.ts'
import type { Registry } from '../nodes/registry.ts'
import type { Port, PortType } from '../ports/port.ts'
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

/** What cables mean in one graph. Every answer is kept: asking for all of a graph takes time linear in its cables. */
export interface Resolver {
  /**
   * The type of an output as it stands in this graph: an output that is like an input has the type of what is connected
   * there, however many nodes away. Unknown nodes and ports are `any`, and so is what goes round in a circle.
   */
  outputType(node: number, port: string): PortType
  /**
   * What feeds an input port once bypassed nodes are passed by: each of their outputs passes on the first input of the
   * same type. Undefined when nothing is connected.
   */
  feedOf(node: number, port: string): Feed | undefined
}

const ANY: PortType = { kind: 'any', list: false }

/** Follows cables without recursion and ends on cycles. */
export function createResolver(graph: Graph, registry: Registry): Resolver {
  /** By node and output: the types of outputs that are like an input, and what bypassed outputs pass on. */
  const types = new Map<string, PortType>()
  const passed = new Map<string, Feed>()
  const typeAt = (node: number): NodeType | undefined => registry.get(graph.nodes[node]?.type ?? '')

  function outputType(node: number, port: string): PortType {
    const way: { readonly key: string; readonly list: boolean }[] = []
    let type = ANY
    for (let at: Pick<Source, 'node' | 'port'> | undefined = { node, port }; at !== undefined;) {
      const nodeType = typeAt(at.node)
      const output: Port | undefined = own(nodeType?.outputs, at.port)
      if (output?.like === undefined || nodeType === undefined) {
        type = output?.type ?? ANY
        break
      }
      const key = `${at.node} ${at.port}`
      const known = types.get(key)
      if (known !== undefined) {
        type = known
        break
      }
      types.set(key, ANY)
      way.push({ key, list: output.type.list })
      const input = own(nodeType.inputs, output.like)
      if (input !== undefined && input.type.kind !== 'any') {
        type = input.type
        break
      }
      at = graph.inputs[at.node]?.get(output.like)
    }
    for (const { key, list } of way) types.set(key, { ...type, list })
    const [first] = way
    return first === undefined ? type : { ...type, list: first.list }
  }

  /** The input whose value a bypassed node passes on at an output: the first one of the same type. */
  function passedInput(node: number, port: string): string | undefined {
    const type = typeAt(node)
    const output = own(type?.outputs, port)
    if (type === undefined || output === undefined) return undefined
    const like = own(type.inputs, output.like ?? '')
    if (output.like !== undefined && like?.type.list === output.type.list) return output.like
    const wanted = outputType(node, port)
    return Object.keys(type.inputs).find((name) => {
      const input = own(type.inputs, name)
      return input?.type.kind === wanted.kind && input.type.list === wanted.list
    })
  }

  function feedFrom(source: Source): Feed {
    const way: string[] = []
    let at = source
    let feed: Feed
    for (;;) {
      const node = graph.nodes[at.node]
      if (node === undefined || modeOf(node) !== 'bypassed') {
        feed = { from: 'output', node: at.node, port: at.port }
        break
      }
      const key = `${at.node} ${at.port}`
      const known = passed.get(key)
      if (known !== undefined) {
        feed = known
        break
      }
      passed.set(key, { from: 'nothing', bypassed: at.node })
      way.push(key)
      const name = passedInput(at.node, at.port)
      const next = name === undefined ? undefined : graph.inputs[at.node]?.get(name)
      if (next === undefined) {
        feed = literalOf(at.node, node, own(typeAt(at.node)?.inputs, name ?? ''), name ?? '')
        break
      }
      at = next
    }
    for (const key of way) passed.set(key, feed)
    return feed
  }

  return {
    outputType,
    feedOf(node, port) {
      const source = graph.inputs[node]?.get(port)
      return source === undefined ? undefined : feedFrom(source)
    },
  }
}

/** What stands at the input of a bypassed node where nothing is connected: its value in the file, else its default. */
function literalOf(index: number, node: Node, input: Port | undefined, name: string): Feed {
  // The cast is sound: defaults are declared as JSON, in data files or in node files.
  const value = own(node.values, name) ?? (input?.default as Json | undefined)
  return input === undefined || value === undefined
    ? { from: 'nothing', bypassed: index }
    : { from: 'literal', value, type: input.type }
}

function own<T>(record: Readonly<Record<string, T>> | undefined, key: string): T | undefined {
  return record !== undefined && Object.hasOwn(record, key) ? record[key] : undefined
}
