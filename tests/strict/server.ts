import { once } from 'node:events'
import { createServer } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { createRequest, failure, refuse } from './exchange.ts'
import type { Answer, OpenRequest, StrictRequest } from './exchange.ts'
import { createLedger } from './ledger.ts'
import type { Ledger } from './ledger.ts'
import { checkHeaders, finding, route } from './protocol.ts'
import type { Finding, Violation } from './protocol.ts'

export type { StrictRequest } from './exchange.ts'
export type { Violation } from './protocol.ts'

export interface StrictOptions {
  /** The one accepted Bearer token. */
  readonly token: string
  /** Status answers before the one that says `completed`; 2 by default. `Infinity`: never. */
  readonly completeAfterPolls?: number
  /** How many of those say `in_queue`; 1 by default. `Infinity`: it never begins. */
  readonly queuedPolls?: number
  /** A monotonic clock in milliseconds, for the polling interval. */
  readonly now?: () => number
}

export interface StrictServer {
  /** Base URL, without a slash at the end. */
  readonly url: string
  readonly requests: readonly StrictRequest[]
  /** Everything that was not as documented, in the order it was noticed. Expected to be empty. */
  readonly violations: readonly Violation[]
  close(): Promise<void>
}

const maxBody = 64 * 1024 * 1024
const mimes: Readonly<Record<string, string>> = { png: 'image/png', jpeg: 'image/jpeg', webp: 'image/webp' }

/**
 * Starts, on a free loopback port, a server of the Model API that is based on the five endpoint pages and not on the
 * product. It answers as the pages say, and records every request and everything wrong with it: path, method, query,
 * token, content type, size, every field of the input, a repeated body, a submit on a reused connection, status calls
 * less than 50 ms apart, a result requested before the status said `completed`. The catalogue and balance calls are not
 * included: a run does not need them.
 */
export async function startStrict(options: StrictOptions): Promise<StrictServer> {
  const { token, completeAfterPolls = 2, queuedPolls = 1, now = () => performance.now() } = options
  const requests: OpenRequest[] = []
  const violations: Violation[] = []
  const used = new WeakSet<Socket>()

  async function handle(ledger: Ledger, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', socket, headers } = request
    const leaked = request.url?.includes(token) ?? false
    const target = (request.url ?? '').replaceAll(token, '<token>')
    const { call, findings: misrouted } = route(method, target)
    const record = createRequest(call, method, target)
    const index = requests.push(record) - 1
    const report = (found: Finding) => void violations.push({ request: index, ...found })
    const answer = ({ status, body }: Answer) => {
      record.status = status
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
    }

    const findings = [...misrouted, ...checkHeaders(call, headers, token)]
    if (leaked) findings.push(finding('token', 'the token stands in the address'))
    if (call.kind === 'submit' && used.has(socket)) {
      findings.push(finding('connection', 'a submit on a connection that was used before'))
    }
    used.add(socket)
    findings.forEach(report)
    const bytes = await readBody(request)
    const late: Finding[] = []
    if (bytes === null) late.push(finding('body-size', 'the body has more than 64 MiB'))
    else if (bytes.length > 0 && call.kind !== 'submit') late.push(finding('body', `${call.kind} has a body`))
    late.forEach(report)

    const refusal = refuse([...findings, ...late])
    if (refusal !== null || bytes === null || call.kind === 'none') {
      return answer(refusal ?? failure(400, 'not as documented'))
    }
    if (call.kind === 'submit') return answer(await ledger.submit(call.endpoint, bytes, record, report))
    if (call.kind !== 'output') return answer(await ledger.respond(call, report))
    const file = ledger.output(call.file)
    if (file === null) {
      report(finding('path', `no output is called ${call.file}`))
      return answer(failure(404, 'no such output'))
    }
    record.status = 200
    const mime = mimes[call.file.slice(call.file.lastIndexOf('.') + 1)]
    response.writeHead(200, { 'content-type': mime, 'content-length': file.length }).end(file)
  }

  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the server has no port')
  const url = `http://127.0.0.1:${address.port}`
  const ledger = createLedger({ url, token, now, polls: { queuedPolls, completeAfterPolls } })
  server.on('request', (request, response) => {
    handle(ledger, request, response).catch((error: unknown) => {
      // A client that disconnected needs no answer; any other error is the server's own, and is reported.
      if (response.destroyed || response.headersSent) response.destroy()
      else response.writeHead(500).end(`the strict server failed: ${String(error)}`)
    })
  })

  async function close(): Promise<void> {
    const closed = once(server, 'close')
    server.close()
    server.closeAllConnections()
    await closed
  }
  return { url, requests, violations, close }
}

/** The whole body, or null once it exceeds the limit; it is read to its end either way, so that an answer arrives. */
async function readBody(request: IncomingMessage): Promise<Buffer | null> {
  const chunks: Buffer[] = []
  let size = 0
  // An IncomingMessage without an encoding hands out Buffers; its type says `any`.
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size <= maxBody) chunks.push(chunk)
  }
  return size <= maxBody ? Buffer.concat(chunks) : null
}
