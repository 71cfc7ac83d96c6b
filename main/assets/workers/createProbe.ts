import { factsOf } from '#shared/media/kinds.ts'
import type { Log } from '#shared/services.ts'
import type { Measures, Probe } from '../probeMedia.ts'
import type { Workers } from './createWorkers.ts'

/** How long a file may be looked at, in milliseconds: its thread is then ended. */
const MAX_TIME = 10_000

/** Probes on another thread, for a limited time. A file about which nothing can be found out is used nevertheless. */
export const createProbe =
  (workers: Pick<Workers, 'run'>, log: Log): Probe =>
  async (path, kind) => {
    if (factsOf[kind].reader !== 'container') return {}
    try {
      const measures = await workers.run(
        { kind: 'task', name: 'probeMedia', args: [path, kind] },
        { signal: AbortSignal.timeout(MAX_TIME) },
      )
      // The cast: it is what the task returns.
      return measures as Measures
    } catch (thrown) {
      log.debug('media.unprobed', { kind, error: thrown })
      return {}
    }
  }
