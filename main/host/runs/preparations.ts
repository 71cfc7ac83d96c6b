import type { Registry } from '#shared/nodes/registry.ts'
import type { PrepareRunRequest, PreparedRun } from './prepareRun.ts'
import { prepareRun } from './prepareRun.ts'

/** Plans runs that are asked for, each once. */
export interface Preparations {
  /** As `prepareRun`; what was kept for the same request is used, and planned no second time. */
  prepare(request: PrepareRunRequest): Promise<PreparedRun>
  /** Keeps what was refused for what it costs: it is asked for again, in the same words, with an approval. */
  keep(request: PrepareRunRequest, prepared: PreparedRun): void
}

/**
 * A plan depends on nothing but the words of its request, so that it holds as long as those are said again. What was approved
 * is then what is run, its seeds too. Only the latest is kept, and only until something else is asked for.
 */
export function createPreparations(registry: Registry, random: () => number): Preparations {
  let latest: { readonly request: PrepareRunRequest; readonly prepared: PreparedRun } | null = null
  return {
    async prepare(request) {
      const kept = latest
      latest = null
      if (kept !== null && isSame(kept.request, request)) return kept.prepared
      return prepareRun(request, registry, random)
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
