import { z } from 'zod'
import { ErrorData, toAppError } from '../errors.ts'
import { parseAs } from '../problems/parseAs.ts'
import type { Transport } from './client.ts'
import type { HandlersOf, RequestTable } from './table.ts'
import { serveTable } from './table.ts'

/** One request on its way, under the id that its answer will have. */
export const RequestMessage = z.object({ id: z.int(), name: z.string().max(100), input: z.unknown() })
export type RequestMessage = z.infer<typeof RequestMessage>

/** Which request it is for, and how that ended. */
export const AnswerMessage = z.union([
  z.object({ id: z.int(), output: z.unknown() }),
  z.object({ id: z.int(), error: ErrorData }),
])
export type AnswerMessage = z.infer<typeof AnswerMessage>

/** The asking end of a way to a host: a `Transport` over whatever carries messages. */
export interface Channel extends Transport {
  /** Takes a message of the other side. Answers whether it was one: an answer, also to what nobody waits for, or an event. */
  receive(message: unknown): boolean
  /** Messages can be carried from now on: what was asked before the first time goes out. */
  open(): void
  /** Rejects all that waits for an answer, and all that is asked until the way is open again. */
  end(): void
}

export interface ChannelOptions {
  /** Carries a message. A way on which answers do not come by themselves resolves with the answer, or rejects for that request. */
  send(message: RequestMessage): void | Promise<unknown>
}

export function createChannel({ send }: ChannelOptions): Channel {
  const pending = new Map<number, PromiseWithResolvers<unknown>>()
  const listeners = new Set<(event: unknown) => void>()
  /** What was asked before the way was open for the first time; null from then on. */
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

  function carry(message: RequestMessage): void {
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
      if (isOpen) carry(message)
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
      waiting.forEach(carry)
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

/** No `ErrorData`: the host did not say it. */
const gone = (): Error => new Error('the host is gone')

/**
 * Answers one message of a stranger by a table. Null where it is no request, and nothing was done; else it resolves with the
 * answer, whatever went wrong, and never rejects.
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
  /** How many requests may wait for their answers at once. */
  readonly maxPending: number
  send(this: void, message: AnswerMessage): void
}

/**
 * The answering end, of one connection: takes a message of the other side, and answers whether it is a request that may be
 * made. Where it is not, nothing was done, and the connection is to be closed.
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

/** What is sent to the other side without being asked for. */
export const eventMessage = (event: unknown): { readonly event: unknown } => ({ event })
