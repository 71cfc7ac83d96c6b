import { z } from 'zod'
import { JsonValue } from './ports/jsonValue.ts'
import type { Json } from './ports/value.ts'

/** What went wrong, as a code that programs can act on. The message is for people. */
export const ErrorCode = z.enum([
  'workflow.unreadable', // not JSON, too large, too deep, not a workflow
  'workflow.invalid', // a workflow with problems; `data.problems` names them
  'workflow.newer', // saved by a newer version: can be read, not run
  'input.invalid', // a value that a node cannot take
  'workflow.conflict', // the file has changed since it was opened
  'file.unreadable',
  'file.unwritable',
  'file.refused', // outside the folders that a workflow may read or write
  'picture.broken',
  'picture.large',
  'media.unsendable', // no way to hand this picture to the endpoint
  'host.gone', // the host cannot be reached, or stopped before it answered: the request may have been carried out
  'engine.unreachable', // nothing was accepted: DNS, refused connection, TLS, before the first byte
  'engine.failed', // an invalid answer, or 5xx on a read
  'engine.busy', // 429 and the like: worth a retry later
  'job.refused', // the engine refused the input (404, 422): nothing was charged
  'job.failed', // the engine accepted the job and it failed
  'job.cancelled',
  'job.unknown', // the answer to a submit was lost: it may have been accepted and charged
  'job.lost', // the engine no longer knows the request id
  'job.awaited', // done and paid for, but its output has not arrived yet: it is asked for again, never paid again
  'job.expired', // the result was cached and its files are gone
  'account.key', // no key, or refused
  'account.balance', // the balance is used up
  'approval.needed', // a run costs more than may be spent without asking; `data.forecast` says how much
  'library.held', // another process writes in this library
  'library.broken', // the store cannot be read or written as it should
  'library.newer', // the store was made by a newer version
  'egress.refused', // an address that the egress service does not allow
  'person.needed', // the user must paint or choose, and nobody can be asked
  'node.failed',
  'cancelled',
  'internal',
])
export type ErrorCode = z.infer<typeof ErrorCode>

/** An `AppError` as it crosses a process boundary: plain JSON. */
export const ErrorData = z.object({
  code: ErrorCode,
  message: z.string(),
  data: z.record(z.string(), JsonValue).optional(),
})
export type ErrorData = z.infer<typeof ErrorData>

/**
 * The one error that crosses a process boundary: `code` decides what the caller does, `message` says what
 * happened, where, and what to do, `data` is JSON-safe and names what failed, `cause` stays on this side.
 */
export class AppError extends Error {
  readonly code: ErrorCode
  readonly data: Readonly<Record<string, Json>>

  constructor(
    code: ErrorCode,
    message: string,
    options: { data?: Readonly<Record<string, Json>>; cause?: unknown } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.name = 'AppError'
    this.code = code
    this.data = options.data ?? {}
  }

  toJSON(): ErrorData {
    const bare = Object.keys(this.data).length === 0
    return { code: this.code, message: this.message, ...(bare ? {} : { data: { ...this.data } }) }
  }
}

/**
 * Converts any thrown value to an `AppError`: itself, or one with `code` (default `internal`) and the value as its
 * cause.
 */
export function toAppError(thrown: unknown, code: ErrorCode = 'internal'): AppError {
  return thrown instanceof AppError ? thrown : new AppError(code, messageOf(thrown), { cause: thrown })
}

/** Never throws: only the message of an error or a text is read. */
function messageOf(thrown: unknown): string {
  if (thrown instanceof Error) return thrown.message || thrown.name
  return typeof thrown === 'string' ? thrown : 'something that is no error'
}
