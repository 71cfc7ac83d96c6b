import { once } from 'node:events'
import { createServer } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import type { Answer } from '../exchange.ts'
import { answerModels, answerPrices } from './catalogue.ts'
import { createChecks } from './checks.ts'
import { createRequest, refuse } from './exchange.ts'
import type { OpenRequest, StrictRequest } from './exchange.ts'
import type { JobError } from './jobs.ts'
import { createLedger } from './ledger.ts'
import { checkHeaders, finding, route } from './protocol.ts'
import type { Call, Finding, Report, Violation } from './protocol.ts'
import type { Schemas } from './schemas.ts'
import { createStorage } from './uploads.ts'

export type { StrictRequest } from './exchange.ts'
export type { Violation } from './protocol.ts'

export interface StrictFalOptions {
  /** The one accepted key. */
  readonly key: string
  readonly schemas: Schemas
  /** Status answers before the one that says `COMPLETED`; 2 by default. `Infinity`: never. */
  readonly completeAfterPolls?: number
  /** How many of those say `IN_QUEUE`; 1 by default. `Infinity`: it never begins. */
  readonly queuedPolls?: number
  /** How the job of a submit fails; null, the default, if it does not. */
  readonly failing?: (endpoint: string, input: unknown) => JobError | null
  /** A monotonic clock in milliseconds, for the polling interval. */
  readonly now?: () => number
}

export interface StrictFal {
  /** Base URL, without a slash at the end. */
  readonly url: string
  readonly requests: readonly StrictRequest[]
  /** Everything that was not as documented, in the order it was noticed. Expected to be empty. */
  readonly violations: readonly Violation[]
  /** How many uploads were begun and not finished. */
  unfinishedUploads(): number
  close(): Promise<void>
}

const maxBody = 100 * 1024 * 1024
const types: Readonly<Record<string, string>> = {
  png: 'image/png',
  jpeg: 'image/jpeg',
  webp: 'image/webp',
  mp4: 'video/mp4',
}

/**
 * Starts, on a free loopback port, a server of fal's queue, storage and platform APIs that is based on their
 * documentation and not on the product. It answers as the pages say, and records every request and everything wrong
 * with it: path, method, query, key (also where none belongs: at addresses of files and uploads), headers, content
 * type, size, every field of the input, a repeated body, a submit on a reused connection, addresses other than those
 * that were returned, status calls less than 50 ms apart or after the end, a result requested before the status said
 * `COMPLETED`, an upload other than initiated.
 */
export async function startStrictFal(options: StrictFalOptions): Promise<StrictFal> {
  const { key, schemas, completeAfterPolls = 2, queuedPolls = 1 } = options
  const { failing = () => null, now = () => performance.now() } = options
  const requests: OpenRequest[] = []
  const violations: Violation[] = []
  const files = new Map<string, Buffer>()
  const used = new WeakSet<Socket>()
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the server has no port')
  const url = `http://127.0.0.1:${address.port}`
  const storage = createStorage(url, files)
  const ledger = createLedger({
    url,
    key,
    schemas,
    files,
    check: createChecks(schemas),
    polls: { queuedPolls, completeAfterPolls },
    failing,
    now,
  })

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', socket, headers } = request
    const leaked = request.url?.includes(key) ?? false
    const target = (request.url ?? '').replaceAll(key, '<key>')
    const { call, findings: misrouted } = route(method, target, schemas)
    const record = createRequest(call, method, target)
    const index = requests.push(record) - 1
    const report: Report = (found) => void violations.push({ request: index, ...found })
    const findings = [...misrouted, ...checkHeaders(call, headers, key)]
    if (leaked) findings.push(finding('key', 'the key stands in the address'))
    if (call.kind === 'submit' && used.has(socket))
      findings.push(finding('connection', 'a submit on a connection that was used before'))
    used.add(socket)
    const bytes = await readBody(request)
    findings.push(...checkBody(call, bytes))
    findings.forEach(report)

    const refusal = refuse(findings)
    const query = new URLSearchParams(target.split('?')[1] ?? '')
    const sent = { query, type: headers['content-type'], bytes: bytes ?? Buffer.alloc(0) }
    const answer = refusal ?? (await answerCall(call, sent, record, report))
    if (answer !== null) {
      record.status = answer.status
      response
        .writeHead(answer.status, { 'content-type': 'application/json', ...answer.headers })
        .end(JSON.stringify(answer.body))
      return
    }
    const name = call.kind === 'file' ? call.file : ''
    record.status = 200
    const type = types[name.slice(name.lastIndexOf('.') + 1)] ?? 'application/octet-stream'
    response.writeHead(200, { 'content-type': type }).end(files.get(name))
  }

  /** The answer to a call that broke no rule of the protocol; null sends the file that it names. */
  async function answerCall(
    call: Call,
    sent: Parameters<typeof storage.answer>[1],
    record: OpenRequest,
    report: Report,
  ): Promise<Answer | null> {
    switch (call.kind) {
      case 'submit':
        return ledger.submit(call.endpoint, sent.bytes, record, report)
      case 'status':
      case 'result':
      case 'cancel':
        return ledger.respond(call, report)
      case 'initiate':
      case 'put':
      case 'part':
      case 'complete':
        return storage.answer(call, sent, report)
      case 'models':
        return answerModels(schemas, sent.query)
      case 'prices':
        return answerPrices(schemas, sent.query)
      case 'listing':
        return ledger.list(sent.query)
      case 'file':
        if (files.has(call.file)) return null
        report(finding('path', `no file is called ${call.file}`))
        return { status: 404, body: { detail: 'Not Found' } }
      case 'none':
        return { status: 404, body: { detail: 'Not Found' } }
    }
  }

  server.on('request', (request, response) => {
    handle(request, response).catch((error: unknown) => {
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
  return { url, requests, violations, unfinishedUploads: () => storage.unfinished(), close }
}

const bodied: readonly Call['kind'][] = ['submit', 'initiate', 'put', 'part', 'complete']

function checkBody({ kind }: Call, bytes: Buffer | null): Finding[] {
  if (bytes === null) return [finding('body-size', 'the body has more than 100 MiB')]
  if (bytes.length > 0 && kind !== 'none' && !bodied.includes(kind))
    return [finding('body', `${kind} has a body`)]
  return []
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
