import { Endpoint } from '#shared/endpoint/endpoint.ts'
import { endpointNode } from '#shared/endpoint/endpointNode.ts'
import type { NodeType } from '#shared/nodes/defineNode.ts'
import { createRegistry } from '#shared/nodes/registry.ts'

// Collected by their place: adding a node or an endpoint is adding a file.
const local = import.meta.glob<NodeType>(['./local/*.ts', '!./local/*.test.ts'], {
  eager: true,
  import: 'default',
})
const files = import.meta.glob<unknown>('./endpoints/*.json', { eager: true, import: 'default' })

/** Throws where an endpoint file is not one: that is a mistake in the program. */
function readEndpoint([path, json]: readonly [string, unknown]): Endpoint {
  const read = Endpoint.safeParse(json)
  if (!read.success) throw new Error(`${path} is no endpoint: ${read.error.message}`)
  return read.data
}

/** Every endpoint that comes with the product. */
export const endpoints: readonly Endpoint[] = Object.entries(files).map(readEndpoint)

/** Every node type that comes with the product: the local ones, then the endpoints. */
export const nodeTypes: readonly NodeType[] = [...Object.values(local), ...endpoints.map(endpointNode)]

export const registry = createRegistry(nodeTypes)
