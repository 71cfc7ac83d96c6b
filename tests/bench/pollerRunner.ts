import { Worker } from 'node:worker_threads'

/** Jobs for one client: by their durations in milliseconds, with the history before each (or before all). */
export interface Batch {
  readonly id: number
  readonly durations: readonly number[]
  readonly histories: readonly (readonly number[])[]
  /** All at the same time, with the first history, or one after the other. */
  readonly together: boolean
}

/** One job from its client's view. */
export interface PollSample {
  /** From the job's end until its result was known, in milliseconds. */
  readonly late: number
  /** The number of its calls, including submit and result. */
  readonly requests: number
}

export type BatchReply = { readonly id: number } & (
  | { readonly samples: readonly PollSample[] }
  | { readonly failed: string }
)

/** One client, on a thread of its own. */
export interface PollerRunner {
  readonly name: string
  /** Several may run in parallel. Rejects when a job fails. */
  run(batch: Omit<Batch, 'id'>): Promise<readonly PollSample[]>
  close(): Promise<void>
}

export function createPollerRunner(name: string, engine: string): PollerRunner {
  const worker = new Worker(new URL('pollerThread.ts', import.meta.url), { workerData: { name, engine } })
  const waiting = new Map<number, ReturnType<typeof Promise.withResolvers<readonly PollSample[]>>>()
  let ids = 0
  worker.on('message', (reply: BatchReply) => {
    const waiter = waiting.get(reply.id)
    waiting.delete(reply.id)
    if ('samples' in reply) waiter?.resolve(reply.samples)
    else waiter?.reject(new Error(`${name}: ${reply.failed}`))
  })
  worker.on('error', (error) => {
    for (const waiter of waiting.values()) waiter.reject(error)
  })
  return {
    name,
    async run(batch) {
      const waiter = Promise.withResolvers<readonly PollSample[]>()
      const id = ids++
      waiting.set(id, waiter)
      // Nothing is transferred: everything is copied.
      worker.postMessage({ ...batch, id } satisfies Batch, [])
      return waiter.promise
    },
    async close() {
      await worker.terminate()
    },
  }
}
