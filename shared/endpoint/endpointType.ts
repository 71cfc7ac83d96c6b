import type { Endpoint } from '../catalogue/endpoint.ts'
import type { EngineId } from '../catalogue/engineId.ts'
import type { NodeType } from '../nodes/defineNode.ts'

/** Which model of which engine. */
export type EndpointRef = Pick<Endpoint, 'engine' | 'modelId'>

/** The first part of the types of nodes that belong to no engine. */
const LOCAL = 'local'

/** The type of an endpoint's node in files. The only place that makes one. */
export const endpointType = ({ engine, modelId }: EndpointRef): string => `${engine}/${modelId}`

/** The endpoint of a node type, whether it exists or not; null for the type of a local node. */
export function readEndpointType(type: string): EndpointRef | null {
  const at = type.indexOf('/')
  const engine = type.slice(0, Math.max(0, at))
  return engine === '' || engine === LOCAL ? null : { engine, modelId: type.slice(at + 1) }
}

/** The engine that does the work of a node; null if this machine does. */
export const engineOf = ({ type, where }: Pick<NodeType, 'type' | 'where'>): EngineId | null =>
  where === 'remote' ? (readEndpointType(type)?.engine ?? null) : null
