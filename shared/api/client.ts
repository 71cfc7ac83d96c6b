import { AppError, ErrorData } from '../errors.ts'
import { HostEvent, requests } from './contract.ts'
import type { InputOf, NameIn, OutputOf, RequestTable } from './table.ts'

/** How an editor reaches its host: over a socket, or over Electron's IPC. Independent of the contract. */
export interface Transport {
  /** Resolves with the answer's raw output, or rejects with the host's `ErrorData` or the transport's own error. */
  request(name: string, input: unknown): Promise<unknown>
  /** Calls back with every raw event; returns a function that unsubscribes. */
  subscribe(listener: (event: unknown) => void): () => void
}

/** A contract from the caller's side. */
export interface Client<T extends RequestTable> {
  /** Rejects with an `AppError`: one that the request's docstring names, or `host.gone` if the host is unreachable. */
  request<N extends NameIn<T>>(name: N, input: InputOf<T, N>): Promise<OutputOf<T, N>>
  subscribe(listener: (event: HostEvent) => void): () => void
}

/** The host as the editor sees it. */
export type HostClient = Client<typeof requests>

export const createHostClient = (transport: Transport): HostClient => createClient(requests, transport)

export function createClient<T extends RequestTable>(table: T, transport: Transport): Client<T> {
  return {
    async request(name, input) {
      const schema = table[name]
      if (schema === undefined) throw new AppError('internal', `There is no request ${name}.`)
      const checked = schema.input.parse(input)
      const answer = await transport.request(name, checked).catch((thrown: unknown) => {
        throw fromHost(thrown)
      })
      // The cast states what `parse` has just established, which TypeScript does not follow through the table.
      return schema.output.parse(answer) as OutputOf<T, typeof name>
    },
    subscribe: (listener) =>
      transport.subscribe((event) => {
        const parsed = HostEvent.safeParse(event)
        if (parsed.success) listener(parsed.data)
      }),
  }
}

function fromHost(thrown: unknown): AppError {
  const errorData = ErrorData.safeParse(thrown)
  if (!errorData.success)
    return new AppError(
      'host.gone',
      'The host cannot be reached, or ended before it answered. What was asked may have been done.',
      {
        cause: thrown,
      },
    )
  const { code, message, data } = errorData.data
  return new AppError(code, message, data === undefined ? {} : { data })
}
