import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import { AppError } from '#shared/errors.ts'
import type { Origin } from '#shared/services.ts'
import { systemCode, unreadable } from '../../platform/fileError.ts'
import type { WorkerMessage, Work } from './messages.ts'
import type { Tasks } from './tasks.ts'

/** The messages of work in progress. */
export interface WorkListener {
  readonly signal?: AbortSignal
  onOrigin?(sha256: string, origin: Origin): void
  onProgress?(fraction: number): void
  onNote?(args: string): void
}

/** A few threads for work that would block this process. */
export interface Workers {
  /**
   * Does a piece of work when a thread is free. Rejects with its error; with `node.failed` if it exceeds the memory of
   * a thread; with a `NoThread` if none is available; with `signal.reason`, at once, when aborted: its thread is then
   * ended, whatever it is doing.
   */
  run(work: Work, listener?: WorkListener): Promise<unknown>
  /** A function of the table. */
  call<N extends keyof Tasks>(name: N, ...args: Parameters<Tasks[N]>): Promise<ReturnType<Tasks[N]>>
  /** Ends all threads; resolves when they have ended. Their work rejects. */
  close(): Promise<void>
}

/**
 * The system gives no thread, for example because too many files are open. The work was not begun, and can be done
 * elsewhere.
 */
export class NoThread extends Error {}

/** The JavaScript heap of a thread, in MiB. Pixels and bytes are outside of it. */
const MAX_MEMORY_MB = 384

/**
 * The part of it for what was created last, in MiB. The bytes of films that were copied are outside of the heap, and are
 * freed when it is full: with Node's own 48, tens of MiB of them wait for that.
 */
const YOUNG_MEMORY_MB = 6

interface Job {
  readonly work: Work
  readonly listener: WorkListener
  readonly resolve: (value: unknown) => void
  readonly reject: (thrown: unknown) => void
}

/** Sources run as they are; in a build this is one file of several, and the thread's is another beside it. */
const own = new URL(import.meta.url.endsWith('.ts') ? './worker.ts' : './worker.js', import.meta.url)

export interface WorkersOptions {
  readonly threads?: number
  readonly memory?: number
  /** What runs on a thread. */
  readonly entry?: URL
}

export function createWorkers(options: WorkersOptions = {}): Workers {
  const { threads = Math.max(1, Math.min(4, availableParallelism() - 1)) } = options
  const waiting: Job[] = []
  const pool = createPool(options)
  /** A function that ends a thread's current work. */
  const busy = new Map<Worker, (thrown: unknown) => void>()

  function next(): void {
    const job = waiting[0]
    if (job === undefined || busy.size >= threads) return
    waiting.shift()
    run(job, pool.take())
    next()
  }

  /** Ends a thread that may be in the middle of anything. */
  async function replace(worker: Worker): Promise<void> {
    busy.delete(worker)
    await pool.end(worker)
    next()
  }

  function run(job: Job, worker: Worker): void {
    const { resolve, reject } = job
    const fail = doWork(job, worker, {
      onEnd(message) {
        busy.delete(worker)
        pool.giveBack(worker)
        if (message.kind === 'done') resolve(message.value)
        else
          reject(new AppError(message.error.code, message.error.message, { data: message.error.data ?? {} }))
        next()
      },
      onFailure(thrown) {
        void replace(worker)
        reject(thrown)
      },
    })
    busy.set(worker, fail)
    worker.ref()
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread is no page
    worker.postMessage(job.work)
  }

  return {
    run: async (work, listener = {}) => {
      listener.signal?.throwIfAborted()
      return new Promise<unknown>((resolve, reject: (thrown: unknown) => void) => {
        const job = { work, listener, resolve, reject }
        listener.signal?.addEventListener('abort', () => {
          const index = waiting.indexOf(job)
          if (index < 0) return
          waiting.splice(index, 1)
          job.reject(listener.signal?.reason)
        })
        waiting.push(job)
        next()
      })
    },
    async call(name, ...args) {
      const value = await this.run({ kind: 'task', name, args }).catch((thrown: unknown) => {
        if (!(thrown instanceof NoThread)) throw thrown
        throw unreadable('This', thrown.cause)
      })
      // The cast: the thread has called the same function of the same table.
      return value as ReturnType<Tasks[typeof name]>
    },
    async close() {
      const reason = new AppError('cancelled', 'The program is being closed.')
      for (const { reject } of waiting.splice(0)) reject(reason)
      for (const fail of busy.values()) fail(reason)
      await pool.close()
    },
  }
}

/** Idle threads, and those that are being ended. */
function createPool({ entry = own, memory = MAX_MEMORY_MB }: WorkersOptions) {
  const idle: Worker[] = []
  const ending = new Set<Promise<unknown>>()

  function start(): Worker {
    const worker = new Worker(entry, {
      name: 'patchbay work',
      resourceLimits: { maxOldGenerationSizeMb: memory, maxYoungGenerationSizeMb: YOUNG_MEMORY_MB },
    })
    // Between two pieces of work nobody waits for it: it is replaced when it is needed.
    worker.on('error', () => {})
    worker.on('exit', () => forget(worker))
    return worker
  }

  function forget(worker: Worker): void {
    const index = idle.indexOf(worker)
    if (index >= 0) idle.splice(index, 1)
  }

  async function end(worker: Worker): Promise<void> {
    forget(worker)
    const ended = worker.terminate()
    ending.add(ended)
    await ended.finally(() => ending.delete(ended))
  }

  return {
    /** An idle one, or a new one. */
    take: (): Worker => idle.pop() ?? start(),
    giveBack(worker: Worker): void {
      // An idle thread keeps no process alive.
      worker.unref()
      idle.push(worker)
    },
    end,
    async close(): Promise<void> {
      // A process that exits while a thread is being taken down may crash.
      await Promise.all([...ending, ...[...idle].map(end)])
    },
  }
}

interface WorkEnd {
  /** The thread has done the work, or reported its error, and is free. */
  onEnd(message: Extract<WorkerMessage, { kind: 'done' | 'failed' }>): void
  /** It will not end: the thread is gone, or the work was cancelled. */
  onFailure(thrown: unknown): void
}

/** Follows a piece of work on a thread to its end. Returns a function that cancels it. */
function doWork({ listener }: Job, worker: Worker, end: WorkEnd): (thrown: unknown) => void {
  function over(): void {
    worker.off('message', onMessage)
    worker.off('error', broken)
    worker.off('exit', gone)
    listener.signal?.removeEventListener('abort', stop)
  }
  function fail(thrown: unknown): void {
    over()
    end.onFailure(thrown)
  }
  function onMessage(message: WorkerMessage): void {
    if (message.kind === 'origin') return listener.onOrigin?.(message.sha256, message.origin)
    if (message.kind === 'progress') return listener.onProgress?.(message.fraction)
    if (message.kind === 'note') return listener.onNote?.(message.args)
    over()
    end.onEnd(message)
  }
  const stop = (): void => fail(listener.signal?.reason)
  const broken = (thrown: unknown): void => fail(lost(thrown))
  const gone = (): void => fail(lost(undefined))
  worker.on('message', onMessage)
  worker.on('error', broken)
  worker.on('exit', gone)
  listener.signal?.addEventListener('abort', stop)
  return fail
}

/** The error of work whose thread has ended. The work's own error is sent by the thread as a message. */
function lost(thrown: unknown): Error {
  if (thrown === undefined) return new AppError('node.failed', 'This was given up: its thread has ended.')
  if (systemCode(thrown) === 'ERR_WORKER_OUT_OF_MEMORY')
    return new AppError('node.failed', 'This was given up: it takes more memory than it may have.', {
      cause: thrown,
    })
  return new NoThread('No thread could be started.', { cause: thrown })
}
