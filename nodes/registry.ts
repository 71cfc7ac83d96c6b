import type { Endpoint } from '#shared/catalogue/endpoint.ts'
import { endpointNode } from '#shared/endpoint/endpointNode.ts'
import type { NodeType } from '#shared/nodes/defineNode.ts'
import { createRegistry } from '#shared/nodes/registry.ts'

// Collected by folder: adding a node or an endpoint is adding a file.
const local = import.meta.glob<NodeType>(['./local/*.ts', '!./local/*.test.ts'], {
  eager: true,
  import: 'default',
})
const files = import.meta.glob<Endpoint>('./endpoints/*/*.json', { eager: true, import: 'default' })

/**
 * Every endpoint that comes with the product. A test validates the files: doing so here would take a twentieth of the
 * start-up time of a command, a thread or a page.
 */
export const endpoints: readonly Endpoint[] = Object.values(files)

/** Every node type that comes with the product: the local ones, then the endpoints. */
export const nodeTypes: readonly NodeType[] = [...Object.values(local), ...endpoints.map(endpointNode)]

export const registry = createRegistry(nodeTypes)
