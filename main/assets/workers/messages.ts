import type { ErrorData } from '#shared/errors.ts'
import type { Values } from '#shared/ports/value.ts'
import type { NodeContext, Origin } from '#shared/services.ts'
import type { Tasks } from './tasks.ts'

/** A node to be run on another thread: the parts of its context that can be cloned. */
export interface NodeWork {
  readonly kind: 'node'
  readonly type: string
  readonly inputs: Values
  readonly context: Pick<NodeContext, 'run' | 'node' | 'item'>
  /** The folder of the library. */
  readonly home: string
}

/** A function of the table, with its arguments. */
export interface TaskWork {
  readonly kind: 'task'
  readonly name: keyof Tasks
  readonly args: readonly unknown[]
}

/** The messages to a thread: one at a time, the next when it has answered. */
export type Work = NodeWork | TaskWork

/** The messages from a thread. The last one of a piece of work is `done` or `failed`. */
export type WorkerMessage =
  | { readonly kind: 'origin'; readonly sha256: string; readonly origin: Origin }
  | { readonly kind: 'progress'; readonly fraction: number }
  | { readonly kind: 'note'; readonly args: string }
  | { readonly kind: 'done'; readonly value: unknown }
  | { readonly kind: 'failed'; readonly error: ErrorData }
