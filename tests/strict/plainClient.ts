import { request } from 'node:http'
import type { Agent, OutgoingHttpHeaders } from 'node:http'

export interface Sent {
  readonly method?: string
  readonly headers?: OutgoingHttpHeaders
  readonly body?: string | Buffer
  /** Connections are new unless an agent keeps them. */
  readonly agent?: Agent
}

export interface Received {
  readonly status: number
  readonly type: string | undefined
  readonly bytes: Buffer
  /** The answer as JSON; null if it is invalid. */
  readonly json: unknown
}

/** One plain HTTP call: no retry, no redirect, no pool, no header of its own. */
export function send(
  url: string,
  { method = 'GET', headers = {}, body, agent }: Sent = {},
): Promise<Received> {
  return new Promise((resolve, reject) => {
    const outgoing = request(url, { method, headers, agent: agent ?? false }, (incoming) => {
      const chunks: Buffer[] = []
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
      incoming.on('error', reject)
      incoming.on('end', () => {
        const bytes = Buffer.concat(chunks)
        const type = incoming.headers['content-type']
        const json: unknown = type === 'application/json' ? JSON.parse(bytes.toString()) : null
        resolve({ status: incoming.statusCode ?? 0, type, bytes, json })
      })
    })
    outgoing.on('error', reject)
    outgoing.end(body)
  })
}
