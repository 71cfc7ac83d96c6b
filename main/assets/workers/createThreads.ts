import type { Values } from '#shared/ports/value.ts'
import type { Threads } from '#shared/services.ts'
import type { Origins } from '../origins.ts'
import { NoThread } from './createWorkers.ts'
import type { Workers } from './createWorkers.ts'

export interface ThreadsOptions {
  readonly workers: Pick<Workers, 'run'>
  readonly origins: Pick<Origins, 'set'>
  /** The folder of the library. */
  readonly home: string
}

/** Runs heavy nodes on other threads, with the library of this process: their outputs are stored in its assets. */
export const createThreads = ({ workers, origins, home }: ThreadsOptions): Threads => ({
  async run(type, inputs, context) {
    const { run, node, item } = context
    try {
      const made = await workers.run(
        { kind: 'node', type: type.type, inputs, context: { run, node, item }, home },
        {
          signal: context.signal,
          onOrigin: (sha256, origin) => origins.set(sha256, origin),
          onProgress: (fraction) => context.progress(fraction),
          onNote: (message) => context.note(message),
        },
      )
      // The cast: it is what the node of this type returns.
      return made as Values
    } catch (thrown) {
      if (!(thrown instanceof NoThread)) throw thrown
      // Slow is better than not at all: without a thread the host does it itself.
      return type.run(inputs, context)
    }
  },
})
