import type { Registry } from '#shared/nodes/registry.ts'
import type { Workflow } from '#shared/document/workflow.ts'
import type { Graph } from '#shared/graph/graph.ts'
import { buildGraph } from '#shared/graph/graph.ts'
import type { Resolver } from '#shared/graph/resolve.ts'
import { createResolver } from '#shared/graph/resolve.ts'
import type { IncomingPicture } from '#shared/mask/binding.ts'
import { isMedia } from '#shared/ports/value.ts'
import { weakMemo } from '#shared/weakMemo.ts'
import type { Results } from '../results/results.ts'

/** What an input for a picture will receive, as far as it is known before a run. */
export type Incoming =
  | { readonly kind: 'known'; readonly picture: IncomingPicture }
  /** The node `source` has not made it yet. */
  | { readonly kind: 'unmade'; readonly source: string }
  | { readonly kind: 'nothing' }

interface Wiring {
  readonly graph: Graph
  readonly resolver: Resolver
}

const wiringOf = weakMemo((registry: Registry) =>
  weakMemo((workflow: Workflow): Wiring => {
    const { graph } = buildGraph(workflow)
    return { graph, resolver: createResolver(graph, registry) }
  }),
)

/** Follows the cable into an input back to an output, or to a picture that the file names. */
export function incomingPicture(
  workflow: Workflow,
  results: Results[string],
  node: string,
  port: string,
  registry: Registry,
): Incoming {
  const { graph, resolver } = wiringOf(registry)(workflow)
  let index = graph.indexOf.get(node)
  let input = port
  // At most as many steps as there are nodes: ends a cycle of cables.
  for (let steps = 0; index !== undefined && steps < graph.nodes.length; steps += 1) {
    const feed = resolver.feedOf(index, input)
    if (feed === undefined) return literal(own(graph.nodes[index]?.values, input))
    if (feed.from === 'nothing') return { kind: 'nothing' }
    if (feed.from === 'literal') return literal(feed.value)
    const source = graph.nodes[feed.node]
    if (source === undefined) return { kind: 'nothing' }
    const made = firstPicture(own(results[source.id]?.outputs, feed.port))
    if (made !== null) return { kind: 'known', picture: made }
    const passed = own(registry.get(source.type)?.passes, feed.port)
    if (passed === undefined) return { kind: 'unmade', source: source.id }
    // A picture that only a file or an address names is known once its node has run.
    if (resolver.feedOf(feed.node, passed) === undefined) {
      const named = literal(own(source.values, passed))
      return named.kind === 'known' ? named : { kind: 'unmade', source: source.id }
    }
    index = feed.node
    input = passed
  }
  return { kind: 'nothing' }
}

function literal(value: unknown): Incoming {
  const named = typeof value === 'object' && value !== null && 'asset' in value ? value.asset : undefined
  return typeof named === 'string' ? { kind: 'known', picture: { sha256: named } } : { kind: 'nothing' }
}

/** The first of a list: one is painted on, and the mask can be used for the others. */
function firstPicture(value: unknown): IncomingPicture | null {
  const one: unknown = Array.isArray(value) ? value.find(isMedia) : value
  if (!isMedia(one)) return null
  const { sha256, width, height } = one
  return { sha256, width, height }
}

function own<T>(record: Readonly<Record<string, T>> | undefined, key: string): T | undefined {
  return record !== undefined && Object.hasOwn(record, key) ? record[key] : undefined
}
