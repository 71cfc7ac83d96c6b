import { publishedType } from '#shared/catalogue/publishedType.ts'
import { createRegistry } from '#shared/nodes/registry.ts'
import { endpoints } from './endpoints.ts'
import { localTypes } from './localTypes.ts'

export { endpoints }

/** What comes with the product: the local node types, then the endpoints. A host adds the catalogues of its engines. */
export const registry = createRegistry(
  localTypes,
  endpoints.map((endpoint) => publishedType({ sha256: '', endpoint })),
)
