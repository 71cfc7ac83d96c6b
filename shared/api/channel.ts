import { z } from 'zod'
import { ErrorData, toAppError } from '../errors.ts'
import { parseAs } from '../problems/parseAs.ts'
import type { Transport } from './client.ts'
import type { HandlersOf, RequestTable } from './table.ts'
import { serveTable } from './table.ts'

/** One pending request, with the id of its answer. */
export const RequestMessage = z.object({ id: z.int(), name: z.string().max(100), input: z.unknown() })
export type RequestMessage = z.infer<typeof RequestMessage>

/** Its request, and the outcome. */
export const AnswerMessage = z.union([
  z.object({ id: z.int(), output: z.unknown() }),
  z.object({ id: z.int(), error: ErrorData }),
])
export type AnswerMessage = z.infer<typeof AnswerMessage>

/** The requesting end of a channel to a host: a `Transport` over any message carrier. */
export interface Channel extends Transport {
  /**
   * Handles a message of the other side. Returns whether it was valid: an answer, even if nobody waits for it, or an
   * event.
   */
  receive(message: unknown): boolean
  /** The channel is open from now on: requests from before the first time are sent. */
  open(): void
  /** Rejects all pending requests, and all new ones until the channel is open again. */
  end(): void
}

export interface ChannelOptions {
  /** Sends a message. A channel without incoming answers resolves with the answer, or rejects for that request. */
  send(message: RequestMessage): void | Promise<unknown>
}

export function createChannel({ send }: ChannelOptions): Channel {
  const pending = new Map<number, PromiseWithResolvers<unknown>>()
  const listeners = new Set<(event: unknown) => void>()
  /** Requests from before the channel was first open; null from then on. */
  let early: RequestMessage[] | null = []
  let isOpen = false
  let lastId = 0

  function take(id: number): PromiseWithResolvers<unknown> | undefined {
    const request = pending.get(id)
    pending.delete(id)
    return request
  }

  function receive(message: unknown): boolean {
    if (typeof message === 'object' && message !== null && 'event' in message) {
      for (const listener of listeners) listener(message.event)
      return true
    }
    const answer = parseAs(AnswerMessage, message)
    if (!answer.success) return false
    const request = take(answer.data.id)
    if ('error' in answer.data) request?.reject(answer.data.error)
    else request?.resolve(answer.data.output)
    return true
  }

  function deliver(message: RequestMessage): void {
    void send(message)?.then(
      (answer) => {
        receive(answer)
        // An answer to something else, or none that can be read: no other will come.
        take(message.id)?.reject(new Error('the host gave no answer to what was asked'))
      },
      (thrown: unknown) => take(message.id)?.reject(thrown),
    )
  }

  return {
    request(name, input) {
      const message = { id: ++lastId, name, input }
      if (!isOpen && early === null) return Promise.reject(gone())
      const request = Promise.withResolvers<unknown>()
      pending.set(message.id, request)
      if (isOpen) deliver(message)
      else early?.push(message)
      return request.promise
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    receive,
    open() {
      isOpen = true
      const waiting = early ?? []
      early = null
      waiting.forEach(deliver)
    },
    end() {
      isOpen = false
      early = null
      const left = [...pending.values()]
      pending.clear()
      for (const { reject } of left) reject(gone())
    },
  }
}

/** Not an `ErrorData`: the host did not send it. */
const gone = (): Error => new Error('the host is gone')

/**
 * Answers one untrusted message by a table. Null if it is not a request, and nothing was done; otherwise resolves with
 * the answer, even for errors, and never rejects.
 */
export function answerMessage<T extends RequestTable>(
  table: T,
  handlers: HandlersOf<T>,
  message: unknown,
): Promise<AnswerMessage> | null {
  const read = parseAs(RequestMessage, message)
  if (!read.success) return null
  const { id, name, input } = read.data
  return serveTable(table, handlers, name, input).then(
    (output): AnswerMessage => ({ id, output }),
    (thrown: unknown): AnswerMessage => ({ id, error: toAppError(thrown).toJSON() }),
  )
}

export interface ServedChannelOptions<T extends RequestTable> {
  readonly table: T
  readonly handlers: HandlersOf<T>
  /** The maximum number of pending requests. */
  readonly maxPending: number
  send(this: void, message: AnswerMessage): void
}

/**
 * The answering end of one connection: handles a message of the other side, and returns whether it is an allowed
 * request. If not, nothing was done, and the connection must be closed.
 */
export function serveChannel<T extends RequestTable>({
  table,
  handlers,
  maxPending,
  send,
}: ServedChannelOptions<T>): (message: unknown) => boolean {
  let pending = 0
  return (message) => {
    if (pending >= maxPending) return false
    const answer = answerMessage(table, handlers, message)
    if (answer === null) return false
    pending++
    void answer.then(send).finally(() => pending--)
    return true
  }
}

/** Messages to the other side that are not answers. */
export const eventMessage = (event: unknown): { readonly event: unknown } => ({ event })
