import { once } from 'node:events'
import type { ServerResponse } from 'node:http'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'

/** An engine's output for a job: the bytes of its result file or, in place of the whole answer, a text. */
export interface EngineOutput {
  readonly file?: Buffer
  /** Whether its size is declared: it is by default. */
  readonly undeclared?: boolean
  /** Ends the first connection after so many bytes of the file; the rest can be asked for. */
  readonly cut?: number
  readonly result?: (url: string) => string
}

/** An engine that finishes each job at once, with any output that the test wants. */
export interface FileEngine {
  readonly url: string
  /** From now on. Resolves when a result was requested twice: the first one was checked, and refused. */
  serve(what: EngineOutput): Promise<void>
}

function sendFile(
  { file = Buffer.alloc(0), undeclared = false, cut }: EngineOutput,
  range: string | undefined,
  response: ServerResponse,
): void {
  const from = Number(/^bytes=(\d+)-$/.exec(range ?? '')?.[1] ?? 0)
  const body = file.subarray(from)
  if (cut !== undefined) response.setHeader('etag', '"1"')
  if (!undeclared) response.setHeader('content-length', body.length)
  if (from > 0)
    response.writeHead(206, { 'content-range': `bytes ${from}-${file.length - 1}/${file.length}` })
  if (cut === undefined || from > 0) return void response.end(body)
  response.write(body.subarray(0, cut), () => response.destroy())
}

export async function startFileEngine(): Promise<FileEngine> {
  let served: EngineOutput = {}
  let resultRequests = 0
  let twice = Promise.withResolvers<void>()
  let jobs = 0
  const json = (response: ServerResponse, text: string): void => {
    response.setHeader('content-type', 'application/json')
    response.end(text)
  }
  const server = createServer((incoming, response) => {
    const { url: path = '' } = incoming
    incoming.resume()
    const id = /^\/v1\/requests\/([^/]+)/.exec(path)?.[1] ?? ''
    const file = `http://${incoming.headers.host ?? ''}/files/${id}.png`
    if (path.startsWith('/files/')) return sendFile(served, incoming.headers.range, response)
    if (path.includes('/balance')) return json(response, '{"balance_usd":1}')
    if (path.endsWith('/status'))
      return json(response, JSON.stringify({ request_id: id, status: 'completed' }))
    if (path.includes('/result')) {
      if (++resultRequests === 2) twice.resolve()
      const plain = JSON.stringify({ request_id: id, status: 'completed', output: { image: file } })
      return json(response, served.result?.(file).replace('"@id"', JSON.stringify(id)) ?? plain)
    }
    return json(response, JSON.stringify({ request_id: `job-${++jobs}` }))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  // The cast: a server that listens on a port has an address with one.
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    async serve(what) {
      served = what
      resultRequests = 0
      twice = Promise.withResolvers<void>()
      return twice.promise
    },
  }
}
