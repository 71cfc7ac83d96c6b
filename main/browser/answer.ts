import type { IncomingMessage, ServerResponse } from 'node:http'
import { always, inert } from './headers.ts'

/** An answer to a request, whole. */
export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | readonly string[]>>
  readonly body: Uint8Array | string
}

/** A refusal, or any other short answer. */
export const respond = (
  status: number,
  message: string,
  headers: Readonly<Record<string, string>> = {},
): Answer => ({
  status,
  headers: { ...inert, 'content-type': 'text/plain; charset=utf-8', ...headers },
  body: message,
})

/** Sends an answer; to HEAD without its body. */
export function send(request: IncomingMessage, response: ServerResponse, answer: Answer): void {
  const body = Buffer.from(answer.body)
  const headers = Object.entries({ ...always, ...answer.headers })
  for (const [name, value] of headers) response.setHeader(name, value)
  if (answer.status !== 204) response.setHeader('content-length', String(body.length))
  response.writeHead(answer.status)
  response.end(request.method === 'HEAD' || answer.status === 204 ? undefined : body)
}
