import type { Node } from '../document/workflow.ts'
import { modeOf } from '../document/workflow.ts'
import type { NodeType } from '../nodes/defineNode.ts'
import type { Registry } from '../nodes/registry.ts'

import type { Port, PortType } from '../ports/port.ts'
import { typeOfValue } from '../ports/typeOfValue.ts'
import type { Json } from '../ports/value.ts'
import type { Graph } from './graph.ts'

/**
 * What an input port receives: an output, a literal that a bypassed node passes on, or nothing because a bypassed node
 * has nothing of that type to pass on. `bypassed` names the last bypassed node on the way.
 */
export type Feed =
  | { readonly from: 'output'; readonly node: number; readonly port: string }
  | { readonly from: 'literal'; readonly value: Json; readonly type: PortType }
  | { readonly from: 'nothing'; readonly bypassed: number }

/**
 * Resolves the cables of one graph. Values and types are found by the same traversal, so that a value never has another
 * type than its own. Every answer is cached: asking for all of a graph takes time linear in its cables.
 */
export interface Resolver {
  /**
   * The type of what comes out of an output in this graph, however many nodes away it is made:
   * - of a bypassed node, the type of what it passes on; where that is nothing, the type that the output is declared with;
   * - of an output that is like an input which takes every kind, the type of what is connected there. Where the input has
   *   to make do with its own literal (no cable, a bypassed node with nothing to pass on, or, at an input that may be
   *   empty, a node that does not run), that is `any`: such a literal is checked when the run gets there;
   * - of a node with a pinned version, the type of the value that is kept.
   * Unknown nodes and ports are `any`, and so is what goes round in a circle.
   */
  outputType(node: number, port: string): PortType
  /**
   * The source of an input port behind any bypassed nodes. Each of their outputs passes on the first input of the same
   * type: an output that is `like` an input passes that one; for others kind and list must be the same as declared. An
   * input with only a value or a default counts as well, and its value is passed on unchanged. Undefined if nothing is
   * connected.
   */
  feedOf(node: number, port: string): Feed | undefined
  /**
   * The muted node because of which a node does not run: itself, or the first one that a required input depends on. A
   * node with a pinned version needs nothing, and a bypassed one is skipped.
   */
  mutedBy(node: number): number | undefined
}

/** An output's source and type. */
interface Traced {
  readonly feed: Feed
  readonly type: PortType
}

/** A query that another one depends on: about an output or, without a port, whether a node runs. */
interface Question {
  readonly node: number
  readonly port?: string
}

/** Computes and caches an answer; yields the queries that must be answered first. */
type Search = Generator<Question, void, void>

const ANY: PortType = { kind: 'any', list: false }

/** Follows cables without recursion and ends on cycles. */
export function createResolver(graph: Graph, registry: Registry): Resolver {
  const answers = createAnswers(graph, registry)
  const { at, isBypassed, sourceOf, traced, mutedNodes } = answers
  const { typeOf, passBy } = createTracing(graph, answers)

  /** Answers a query and all that it depends on. One that depends on itself has its initial answer. */
  function solve(question: Question): void {
    const stack: Search[] = []
    for (let next: Question | undefined = question; ;) {
      if (next !== undefined) {
        const search = begin(next)
        if (search !== undefined) stack.push(search)
      }
      const top = stack.at(-1)
      if (top === undefined) return
      const { done, value } = top.next()
      if (done === true) stack.pop()
      next = done === true ? undefined : value
    }
  }

  function begin({ node, port }: Question): Search | undefined {
    if (port === undefined) {
      if (mutedNodes.has(node)) return undefined
      mutedNodes.set(node, undefined)
      return findSilencer(graph, answers, node)
    }
    const key = `${node} ${port}`
    if (traced.has(key)) return undefined
    const bypassed = isBypassed(node)
    const feed: Feed = bypassed ? { from: 'nothing', bypassed: node } : { from: 'output', node, port }
    traced.set(key, { feed, type: ANY })
    return bypassed ? passBy(node, port, key) : typeOf(node, port, key)
  }

  return {
    outputType(node, port) {
      solve({ node, port })
      return at(node, port).type
    },
    feedOf(node, port) {
      const source = sourceOf(node, port)
      if (source === undefined) return undefined
      if (!isBypassed(source.node)) return { from: 'output', node: source.node, port: source.port }
      solve(source)
      return at(source.node, source.port).feed
    },
    mutedBy(node) {
      solve({ node })
      return mutedNodes.get(node)
    },
  }
}

/** The known facts about a graph, and its declarations. */
interface Answers {
  /** By node and port. */
  readonly traced: Map<string, Traced>
  readonly mutedNodes: Map<number, number | undefined>
  /** An output's type and source, as far as known. */
  at(node: number, port: string): Traced
  typeAt(node: number): NodeType | undefined
  sourceOf(node: number, port: string): { readonly node: number; readonly port: string } | undefined
  isBypassed(node: number): boolean
}

function createAnswers(graph: Graph, registry: Registry): Answers {
  const traced = new Map<string, Traced>()
  return {
    traced,
    mutedNodes: new Map(),
    at: (node, port) => traced.get(`${node} ${port}`) ?? { feed: { from: 'output', node, port }, type: ANY },
    typeAt: (node) => registry.get(graph.nodes[node]?.type ?? ''),
    sourceOf: (node, port) => graph.inputs[node]?.get(port),
    isBypassed(index) {
      const node = graph.nodes[index]
      return node !== undefined && modeOf(node) === 'bypassed'
    },
  }
}

type Trace = (node: number, port: string, key: string) => Search

/** How an output is resolved: for a running node by `typeOf`, for a bypassed one by `passBy`. */
function createTracing(
  graph: Graph,
  { at, mutedNodes, sourceOf, traced, typeAt }: Answers,
): { readonly typeOf: Trace; readonly passBy: Trace } {
  /** The type of an output as if its node ran. */
  function* declaredType(node: number, output: Port | undefined): Generator<Question, PortType, void> {
    if (output?.like === undefined) return output?.type ?? ANY
    const { list } = output.type
    const input = own(typeAt(node)?.inputs, output.like)
    if (input !== undefined && input.type.kind !== 'any') return { ...input.type, list }
    const source = sourceOf(node, output.like)
    if (source === undefined) return { ...ANY, list }
    yield source
    const { feed, type } = at(source.node, source.port)
    if (feed.from === 'nothing') return { ...ANY, list }
    if (feed.from === 'output' && input?.required !== true) {
      yield { node: feed.node }
      if (mutedNodes.get(feed.node) !== undefined) return { ...ANY, list }
    }
    return { ...type, list }
  }

  return {
    *typeOf(node, port, key) {
      const output = own(typeAt(node)?.outputs, port)
      const taken = graph.nodes[node]?.take?.outputs
      const declared =
        output !== undefined && taken !== undefined && output.type.kind === 'any'
          ? { ...typeOfValue(own(taken, port)), list: output.type.list }
          : yield* declaredType(node, output)
      traced.set(key, { feed: { from: 'output', node, port }, type: declared })
    },
    /** What a bypassed node passes on at an output. */
    *passBy(node, port, key) {
      const type = typeAt(node)
      const output = own(type?.outputs, port)
      if (type === undefined || output === undefined) return
      const like = own(type.inputs, output.like ?? '')
      let name = output.like !== undefined && like?.type.list === output.type.list ? output.like : undefined
      let declared = output.type
      if (name === undefined) {
        declared = yield* declaredType(node, output)
        name = Object.keys(type.inputs).find((one) => {
          const input = own(type.inputs, one)
          return input?.type.kind === declared.kind && input.type.list === declared.list
        })
      }
      const source = name === undefined ? undefined : sourceOf(node, name)
      if (source !== undefined) {
        yield source
        traced.set(key, at(source.node, source.port))
        return
      }
      const feed = literalOf(node, graph.nodes[node], own(type.inputs, name ?? ''), name ?? '')
      traced.set(key, { feed, type: feed.from === 'literal' ? feed.type : declared })
    },
  }
}

/** Finds the muted node because of which a node does not run. */
function* findSilencer(graph: Graph, { at, mutedNodes, sourceOf, typeAt }: Answers, index: number): Search {
  const node = graph.nodes[index]
  if (node === undefined || modeOf(node) === 'bypassed') return
  if (modeOf(node) === 'muted') {
    mutedNodes.set(index, index)
    return
  }
  if (node.take !== undefined) return
  for (const [name, port] of Object.entries(typeAt(index)?.inputs ?? {})) {
    const source = port.required ? sourceOf(index, name) : undefined
    if (source === undefined) continue
    yield source
    const { feed } = at(source.node, source.port)
    if (feed.from !== 'output') continue
    yield { node: feed.node }
    const by = mutedNodes.get(feed.node)
    if (by === undefined) continue
    mutedNodes.set(index, by)
    return
  }
}

/** The value at the input of a bypassed node without a cable: its value in the file, else its default. */
function literalOf(index: number, node: Node | undefined, input: Port | undefined, name: string): Feed {
  // The cast is sound: defaults are declared as JSON, in data files or in node files.
  const value = own(node?.values, name) ?? (input?.default as Json | undefined)
  return input === undefined || value === undefined
    ? { from: 'nothing', bypassed: index }
    : { from: 'literal', value, type: input.type }
}

function own<T>(record: Readonly<Record<string, T>> | undefined, key: string): T | undefined {
  return record !== undefined && Object.hasOwn(record, key) ? record[key] : undefined
}
