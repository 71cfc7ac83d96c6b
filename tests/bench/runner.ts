import { Worker } from 'node:worker_threads'

import type { ShapeName } from './shapes.ts'

/** One run to be measured. */
export interface Job {
  readonly shape: ShapeName
  readonly count: number
  /** The duration of each node; 0 is immediate. */
  readonly milliseconds: number
}

/** How long the two parts took, in milliseconds. */
export interface Sample {
  readonly prepare: number
  readonly run: number
}

export type Reply = Sample | { readonly failed: string }

/** Runs one contender's jobs, one after the other, on a separate thread of this process. */
export interface Runner {
  readonly name: string
  /** A job that is not done after `limit` milliseconds has failed; its thread is stopped, the next job gets a new one. */
  run(job: Job, limit: number): Promise<Reply>
  /** The next job gets a new thread: a heap without garbage, and code that is not compiled yet. */
  close(): Promise<void>
}

export function createRunner(name: string): Runner {
  let worker: Worker | undefined
  let settle: (reply: Reply | 'ready') => void = () => {}
  const next = async (): Promise<Reply | 'ready'> =>
    new Promise((resolve) => {
      settle = resolve
    })
  const open = (): Worker => {
    const opened = new Worker(new URL('thread.ts', import.meta.url), {
      workerData: name,
      // The same stack size as the main thread: by default a thread here has four times as much.
      resourceLimits: { stackSizeMb: 1 },
    })
    opened.on('message', (reply: Reply | 'ready') => settle(reply))
    opened.on('error', (error: Error) => settle({ failed: error.message }))
    opened.on('exit', () => {
      if (worker === opened) worker = undefined
      settle({ failed: 'its thread ended' })
    })
    return opened
  }
  const close = async (): Promise<void> => {
    await worker?.terminate()
    worker = undefined
  }
  return {
    name,
    close,
    async run(job, limit) {
      if (worker === undefined) {
        worker = open()
        const reply = await next()
        if (reply !== 'ready') return reply
      }
      const timer = setTimeout(() => settle({ failed: `not done after ${limit / 1000} s` }), limit)
      const answer = next()
      worker.postMessage(job, [])
      const reply = await answer
      clearTimeout(timer)
      settle = () => {}
      if (reply === 'ready') throw new Error('a thread is ready once')
      // After a failure the thread may still be running something.
      if ('failed' in reply) await close()
      return reply
    },
  }
}
