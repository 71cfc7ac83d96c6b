import type { Workflow } from '../document/workflow.ts'
import { endpointType, readEndpointType } from '../endpoint/endpointType.ts'
import { AppError } from '../errors.ts'
import type { NodeType } from '../nodes/defineNode.ts'
import type { LazyType, Registry } from '../nodes/registry.ts'
import type { Json } from '../ports/value.ts'
import { weakMemo } from '../weakMemo.ts'
import type { PublishedEndpoint } from './endpoint.ts'
import { publishedType } from './publishedType.ts'
import { readEndpoint } from './readEndpoint.ts'

/**
 * The caps on the endpoints that a workflow carries: more of them are ignored when it is read, and not written. `bytes`
 * counts their JSON; `weight` is that of all schemas together, as `ENDPOINT_CAPS` has it for one, and only counts when
 * they are read.
 */
export const CARRIED_CAPS = { endpoints: 500, bytes: 2 ** 20, weight: 250_000 } as const

type Schemas = NonNullable<Workflow['schemas']>

const sha256 = /^[0-9a-f]{64}$/

/** What a workflow carries: its endpoints by their node types, and what is not understood, which is kept. */
interface Carried {
  readonly endpoints: ReadonlyMap<string, PublishedEndpoint>
  readonly others: Schemas
}

/** Untrusted: each entry is checked like one of a catalogue. Of two for one node type the first counts. */
const readSchemas = weakMemo((schemas: Schemas): Carried => {
  const endpoints = new Map<string, PublishedEndpoint>()
  const others: Record<string, Schemas[string]> = {}
  let [bytes, weight] = [0, 0]
  for (const [digest, value] of Object.entries(schemas)) {
    const isFull =
      endpoints.size >= CARRIED_CAPS.endpoints || bytes >= CARRIED_CAPS.bytes || weight >= CARRIED_CAPS.weight
    const isOne = !isFull && sha256.test(digest)
    // Before it is read: what is refused has taken its time, too.
    if (isOne) bytes += JSON.stringify(value).length
    const read = isOne ? readEndpoint(value) : null
    if (read?.ok !== true) {
      others[digest] = value
      continue
    }
    weight += read.weight
    const type = endpointType(read.endpoint)
    if (!endpoints.has(type)) endpoints.set(type, { sha256: digest, endpoint: read.endpoint })
  }
  return { endpoints, others }
})

const carriedBy = ({ schemas }: Pick<Workflow, 'schemas'>): Carried | null =>
  schemas === undefined ? null : readSchemas(schemas)

/**
 * The node types of a workflow: those of the registry, which comes first, and what only the workflow itself carries, so
 * that it is shown and checked wherever it is opened. The model id and the schema of the latter are whatever the author
 * of the file wrote, so such a node type never runs: see `carried` of a node type.
 */
export const withCarried = (registry: Registry, workflow: Pick<Workflow, 'schemas'>): Registry =>
  workflow.schemas === undefined ? registry : overlaid(registry)(workflow.schemas)

const overlaid = weakMemo((registry: Registry) =>
  weakMemo((schemas: Schemas): Registry => {
    const extra = new Map(
      Array.from(readSchemas(schemas).endpoints, ([type, published]): [string, LazyType] => [
        type,
        carriedType(published),
      ]),
    )
    return {
      ...registry,
      version: `${registry.version}\n${Object.keys(schemas).join(' ')}`,
      get: (type) => registry.get(type) ?? extra.get(type)?.make(),
      has: (type) => registry.has(type) || extra.has(type),
      published: (type) => registry.published(type) ?? extra.get(type)?.published(),
    }
  }),
)

function carriedType(published: PublishedEndpoint): LazyType {
  const lazy = publishedType(published)
  let made: NodeType | undefined
  return {
    ...lazy,
    make() {
      const type = made ?? lazy.make()
      if (type === undefined || made !== undefined) return made
      // Without `stored`: nothing of it was ever made here. The plan refuses it before it could run.
      const { stored: _, ...rest } = type
      made = { ...rest, carried: true, run: () => Promise.reject(new AppError('workflow.invalid', CARRIED)) }
      return made
    },
  }
}

/** Why a node does not run whose type is known only from the file that uses it. */
export const CARRIED =
  'is known only from this file: no catalogue here has this model, so it is shown and not run'

/**
 * The node types for the rest of a run that was stored by a host, with the schemas that it began with: the same inputs
 * are sent, so that no job is paid for again because a schema has changed meanwhile. Only for endpoints that the
 * registry has.
 */
export function asItBegan(registry: Registry, workflow: Pick<Workflow, 'schemas'>): Registry {
  const carried = carriedBy(workflow)
  if (carried === null) return registry
  const began = new Map(Array.from(carried.endpoints, ([type, one]) => [type, publishedType(one)]))
  return {
    ...registry,
    get: (type) => (registry.has(type) ? began.get(type)?.make() : undefined) ?? registry.get(type),
  }
}

/** The types of its nodes, also of those in its blocks. */
function typesIn({ nodes, blocks = {} }: Workflow): ReadonlySet<string> {
  return new Set([nodes, ...Object.values(blocks).map((block) => block.nodes)].flat().map(({ type }) => type))
}

/**
 * The workflow as it is saved, exported or copied: with the endpoint of each of its nodes, once, by its digest. The
 * registry's version of an endpoint replaces one that the workflow carries; one that the registry lacks stays as it is,
 * and so does what is not understood. Those of no node are dropped. The same workflow if nothing changes.
 */
export function withSchemas(workflow: Workflow, registry: Registry): Workflow {
  const carried = carriedBy(workflow)
  const used = [...typesIn(workflow)].filter((type) => readEndpointType(type) !== null)
  let bytes = 0
  const entries = used
    .toSorted()
    .flatMap((type) => registry.published(type) ?? carried?.endpoints.get(type) ?? [])
    .slice(0, CARRIED_CAPS.endpoints)
    .flatMap(({ sha256: digest, endpoint }): [string, Json][] => {
      const json = JSON.stringify(endpoint)
      bytes += json.length
      // The cast: it was written as JSON just now.
      return bytes <= CARRIED_CAPS.bytes ? [[digest, JSON.parse(json) as Json]] : []
    })
  // In one order, whatever the order of the nodes.
  const schemas = Object.fromEntries(
    [...Object.entries(carried?.others ?? {}), ...entries].toSorted(([one], [other]) =>
      one < other ? -1 : 1,
    ),
  )
  if (JSON.stringify(schemas) === JSON.stringify(workflow.schemas ?? {})) return workflow
  const { schemas: _, ...rest } = workflow
  return Object.keys(schemas).length === 0 ? rest : { ...workflow, schemas }
}
