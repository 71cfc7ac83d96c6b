import type { ErrorData } from '#shared/errors.ts'
import type { Values } from '#shared/ports/value.ts'
import type { NodeContext, Origin } from '#shared/services.ts'
import type { Tasks } from './tasks.ts'

/** A node as it is run on another thread: whatever of its context can be cloned. */
export interface NodeWork {
  readonly kind: 'node'
  readonly type: string
  readonly inputs: Values
  readonly context: Pick<NodeContext, 'run' | 'node' | 'item'>
  /** The folder where the library is. */
  readonly home: string
}

/** A function of the table, with its arguments. */
export interface TaskWork {
  readonly kind: 'task'
  readonly name: keyof Tasks
  readonly args: readonly unknown[]
}

/** What a thread is given: one after the other, and the next when it has answered. */
export type Work = NodeWork | TaskWork

/** What a thread says. The last word on a piece of work is `done` or `failed`. */
export type WorkerMessage =
  | { readonly kind: 'origin'; readonly sha256: string; readonly origin: Origin }
  | { readonly kind: 'progress'; readonly fraction: number }
  | { readonly kind: 'note'; readonly args: string }
  | { readonly kind: 'done'; readonly value: unknown }
  | { readonly kind: 'failed'; readonly error: ErrorData }
