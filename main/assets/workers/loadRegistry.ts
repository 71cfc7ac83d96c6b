import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { Endpoint } from '#shared/catalogue/endpoint.ts'
import { endpointNode } from '#shared/endpoint/endpointNode.ts'
import type { NodeType } from '#shared/nodes/defineNode.ts'
import type { Registry } from '#shared/nodes/registry.ts'
import { createRegistry } from '#shared/nodes/registry.ts'

/**
 * The node types that come with the product, for use on a thread. In a build they were collected by their folder; from
 * sources, without a bundler, they are looked up there.
 */
export async function loadRegistry(): Promise<Registry> {
  // Defined by Vite; Node, which runs sources as they are, has none.
  const isBuilt: unknown = import.meta.env
  if (isBuilt !== undefined) return (await import('#nodes/registry.ts')).registry
  const nodesUrl = new URL('../../../nodes/', import.meta.url)
  const local: NodeType[] = []
  const load = createRequire(import.meta.url)
  for (const file of readdirSync(new URL('local/', nodesUrl)))
    if (/(?<!\.test)\.ts$/.test(file)) {
      // The cast holds: the folder contains only nodes, and the build relies on that as well.
      const { default: type } = load(fileURLToPath(new URL(`local/${file}`, nodesUrl))) as {
        default: NodeType
      }
      local.push(type)
    }
  const endpointsUrl = new URL('endpoints/', nodesUrl)
  const endpoints = readdirSync(endpointsUrl, { withFileTypes: true }).flatMap((engine) =>
    engine.isDirectory() ? readEndpoints(new URL(`${engine.name}/`, endpointsUrl)) : [],
  )
  return createRegistry([...local, ...endpoints.map(endpointNode)])
}

const readEndpoints = (folder: URL): readonly Endpoint[] =>
  readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .map((file) => Endpoint.parse(JSON.parse(readFileSync(new URL(file, folder), 'utf8'))))
