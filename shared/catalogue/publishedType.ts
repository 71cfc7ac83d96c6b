import type { LazyType } from '../nodes/registry.ts'
import { endpointNode } from '../endpoint/endpointNode.ts'
import { endpointType } from '../endpoint/endpointType.ts'
import { weakMemo } from '../weakMemo.ts'
import type { PublishedEndpoint } from './endpoint.ts'
import { nameEndpoint } from './nameEndpoint.ts'

/** The same node type for the same endpoint, so that what is cached for it stays valid. */
const nodeOf = weakMemo(endpointNode)

/** An endpoint that is at hand, in a registry. */
export function publishedType(published: PublishedEndpoint): LazyType {
  const { endpoint } = published
  return {
    type: endpointType(endpoint),
    ...nameEndpoint(endpoint),
    category: endpoint.category,
    keywords: [...(endpoint.keywords ?? []), endpoint.modelId],
    help: endpoint.help ?? '',
    where: 'remote',
    make: () => nodeOf(endpoint),
    published: () => published,
  }
}
