import type { Registry } from '#shared/nodes/registry.ts'
import type { PrepareRunRequest, PreparedRun } from './prepareRun.ts'
import { prepareRun } from './prepareRun.ts'

/** Plans requested runs, each once. */
export interface Preparations {
  /** Like `prepareRun`; a plan that was kept for the same request is reused. */
  prepare(request: PrepareRunRequest): Promise<PreparedRun>
  /** Keeps a plan that was refused for its cost: the same request follows with an approval. */
  keep(request: PrepareRunRequest, prepared: PreparedRun): void
}

/**
 * A plan depends only on its request, so that it is valid while the same request is repeated. So what was approved is
 * what runs, including its seeds. Only the latest is kept, and only until another request.
 */
export function createPreparations(registry: () => Registry, random: () => number): Preparations {
  let latest: { readonly request: PrepareRunRequest; readonly prepared: PreparedRun } | null = null
  return {
    async prepare(request) {
      const previous = latest
      latest = null
      if (previous !== null && isSame(previous.request, request)) return previous.prepared
      return prepareRun(request, registry(), random)
    },
    keep: (request, prepared) => void (latest = { request, prepared }),
  }
}

function isSame(
  { text: one, ...rest }: PrepareRunRequest,
  { text: other, ...more }: PrepareRunRequest,
): boolean {
  return one === other && JSON.stringify(rest) === JSON.stringify(more)
}
