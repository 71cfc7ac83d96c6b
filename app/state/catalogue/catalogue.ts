import { localTypes } from '#nodes/localTypes.ts'
import type { PublishedEndpoint } from '#shared/catalogue/endpoint.ts'
import { withCarried } from '#shared/catalogue/carried.ts'
import type { Workflow } from '#shared/document/workflow.ts'
import { publishedType } from '#shared/catalogue/publishedType.ts'
import { endpointType, readEndpointType } from '#shared/endpoint/endpointType.ts'
import type { NodeType } from '#shared/nodes/defineNode.ts'
import type { LazyType, Registry } from '#shared/nodes/registry.ts'
import { createRegistry } from '#shared/nodes/registry.ts'
import { defineStore } from '../../base/editor.ts'
import type { Editor } from '../../base/editor.ts'

/** The node types that this page knows. */
export interface PageCatalogue {
  /**
   * The local node types, which are in the page, and the endpoints that the host has sent. It `has` a node type unless
   * the host is known to have none of that name: what is not loaded yet is not shown as unknown.
   */
  readonly registry: Registry
  /** By node type: an endpoint of the host, or null if it has none of that name. */
  readonly received: ReadonlyMap<string, LazyType | null>
  /** Of the host's registry when they were sent; null before. */
  readonly version: string | null
}

const local = createRegistry(localTypes)

function pageRegistry(received: PageCatalogue['received'], version: string | null): Registry {
  const registry = createRegistry(
    localTypes,
    [...received.values()].filter((type) => type !== null),
    `${version ?? ''} ${received.size}`,
  )
  return { ...registry, has: (type) => registry.has(type) || !isDecided(type, received) }
}

/** The host is asked only for what could be an endpoint: local node types are code, and in the page. */
const isDecided = (type: string, received: PageCatalogue['received']): boolean =>
  local.has(type) || received.has(type) || readEndpointType(type) === null

export const catalogueStore = defineStore<PageCatalogue>(() => {
  const received: PageCatalogue['received'] = new Map()
  return { registry: pageRegistry(received, null), received, version: null }
})

/** The node types as they are now; for a workflow, with what only it carries. */
export function registryOf(editor: Editor, workflow?: Pick<Workflow, 'schemas'>): Registry {
  const { registry } = editor.get(catalogueStore).getState()
  return workflow === undefined ? registry : withCarried(registry, workflow)
}

/** A local node type, which is always there. Throws if the product has none of that name. */
export function localType(type: string): NodeType {
  const found = local.get(type)
  if (found === undefined) throw new Error(`there is no local node type ${type}`)
  return found
}

/** Which of these node types the host has not been asked for. */
export function undecided(editor: Editor, types: Iterable<string>): readonly string[] {
  const { received } = editor.get(catalogueStore).getState()
  return [...new Set(types)].filter((type) => !isDecided(type, received))
}

/** Every node type that the host was asked for. */
export const decided = (editor: Editor): readonly string[] => [
  ...editor.get(catalogueStore).getState().received.keys(),
]

/** Takes in what the host has answered about these node types. An endpoint that has not changed stays the same. */
export function receive(
  editor: Editor,
  types: readonly string[],
  answer: { readonly version: string; readonly endpoints: readonly PublishedEndpoint[] },
): void {
  editor.get(catalogueStore).setState((before) => {
    const received = new Map(before.received)
    const sent = new Map(answer.endpoints.map((one) => [endpointType(one.endpoint), one]))
    for (const type of types) {
      const published = sent.get(type)
      const known = received.get(type)
      if (published === undefined) received.set(type, null)
      else if (known?.published()?.sha256 !== published.sha256) received.set(type, publishedType(published))
    }
    return { received, version: answer.version, registry: pageRegistry(received, answer.version) }
  })
}
