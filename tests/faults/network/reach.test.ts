import { createServer } from 'node:http'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { createServer as createPlainServer } from 'node:net'
import type { AddressInfo, Socket } from 'node:net'
import { describe, expect, onTestFinished, test } from 'vitest'
import { stackTrace } from '../../cli/runCli.ts'
import type { WorkflowCase } from '../workflows.ts'
import { chain, single } from '../workflows.ts'
import { isIdle } from '../isIdle.ts'
import { createRunInProcess } from '../runInProcess.ts'
import type { SkippingClock } from '../skippingClock.ts'
import { createSkippingClock } from '../skippingClock.ts'
import type { Trial } from '../trial.ts'
import { startTrial } from '../trial.ts'
import { startNetworkEngine } from './engine.ts'

/** The minimum wait before an unreachable engine is tried again, in milliseconds. */
const LEAST_WAIT_MS = 250

async function listen(server: Server | ReturnType<typeof createPlainServer>): Promise<number> {
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  // A server that listens on a TCP port has an address of this kind.
  return (server.address() as AddressInfo).port
}

/** A trial whose program runs in this process, by `clock`; without one, in a separate process. */
async function trialAt(url: string, workflow: WorkflowCase = single, clock?: SkippingClock): Promise<Trial> {
  const trial = await startTrial({ workflow, url, ...(clock && { inProcess: createRunInProcess(clock) }) })
  onTestFinished(trial.remove)
  return trial
}

async function startEngine() {
  const engine = await startNetworkEngine()
  onTestFinished(engine.close)
  return engine
}

describe('an engine that cannot be reached', () => {
  test('with a closed port: tried three more times, 69, and nothing was sent', async () => {
    const server = createPlainServer()
    const port = await listen(server)
    await new Promise<unknown>((resolve) => void server.close(resolve))
    const trial = await trialAt(`http://127.0.0.1:${port}`)
    expect(await trial.run()).toMatchObject({
      code: 69,
      stderr: expect.stringMatching(/cannot be reached[^]*Nothing was sent/),
    })
    expect((await trial.jobs()).map(({ state }) => state)).toEqual(['failed'])
  })

  test('because there is no such host: 69, and nothing was sent', async () => {
    const trial = await trialAt('https://nowhere.invalid', single, createSkippingClock())
    expect(await trial.run()).toMatchObject({
      code: 69,
      stderr: expect.stringMatching(/nowhere\.invalid cannot be reached[^]*Nothing was sent/),
    })
  })

  test('because it speaks no TLS: 69, and not one byte of the request left', async () => {
    const received: Buffer[] = []
    const server = createPlainServer((socket) => {
      socket.on('error', () => {})
      socket.on('data', (bytes) => {
        received.push(bytes)
        socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')
      })
    })
    const trial = await trialAt(`https://127.0.0.1:${await listen(server)}`, single, createSkippingClock())
    expect(await trial.run()).toMatchObject({
      code: 69,
      stderr: expect.stringMatching(/cannot be reached[^]*Nothing was sent/),
    })
    // 22: a TLS handshake.
    expect({ tries: received.length, first: new Set(received.map(([byte]) => byte)) }).toEqual({
      tries: 4,
      first: new Set([22]),
    })
  })

  test('for a moment: the submit is made once it is reachable', async () => {
    const engine = await startEngine()
    const front = createServer((request, response) => forward(engine.url, request, response))
    const port = await listen(front)
    front.close()
    const clock = createSkippingClock({ isIdle: () => isIdle(engine) })
    const waiting = clock.standAt(LEAST_WAIT_MS)
    const trial = await trialAt(`http://127.0.0.1:${port}`, single, clock)
    const running = trial.run()
    await waiting
    await new Promise<void>((resolve) => void front.listen(port, '127.0.0.1', resolve))
    clock.goOn()
    expect(await running).toMatchObject({ code: 0 })
    expect(engine.ledger).toHaveLength(1)
  })
})

test('a connection that closes after the POST: one POST, on a new connection', async () => {
  const engine = await startEngine()
  const served = new Map<Socket, string[]>()
  let submits = 0
  const front = createServer((request, response) => {
    const line = `${request.method} ${request.url?.split('/').at(-1)}`
    served.set(request.socket, [...(served.get(request.socket) ?? []), line])
    const second = request.method === 'POST' && ++submits === 2
    forward(engine.url, request, response, second)
  })
  const trial = await trialAt(`http://127.0.0.1:${await listen(front)}`, chain)
  const { code, stderr } = await trial.run()
  const connections = [...served.values()].filter((lines) => lines.some((line) => line.startsWith('POST')))
  expect({ code, trace: stackTrace.test(stderr), connections, accepted: engine.ledger.length }).toEqual({
    code: 76,
    trace: false,
    connections: [['POST turbo'], ['POST image-to-image']],
    accepted: 2,
  })
})

test.each([301, 302, 303, 307, 308] as const)(
  'a submit that is redirected (%i) to another origin is not sent there, nor is the key',
  async (status) => {
    const engine = await startEngine()
    const visits: string[] = []
    const stranger = createServer((request, response) => {
      visits.push(`${request.method} ${request.url} ${request.headers.authorization ?? ''}`)
      response.end('{}')
    })
    const to = `http://127.0.0.1:${await listen(stranger)}/`
    engine.addFaults([{ what: 'redirect', call: 'submit', status, to, times: 100 }])
    const clock = createSkippingClock({ isIdle: () => isIdle(engine) })
    const trial = await trialAt(engine.url, single, clock)
    const { code, stderr } = await trial.run()
    expect({ visits, posts: await engine.posts(), trace: stackTrace.test(stderr) }).toEqual({
      visits: [],
      posts: 1,
      trace: false,
    })
    // A 307 or 308 leaves the request undone; the others may point to its outcome.
    expect(code).toBe(status >= 307 ? 65 : 76)
  },
)

/** Forwards a request, unless the engine or the program has ended meanwhile: then its connection ends. */
function forward(...[url, request, response, close]: Parameters<typeof pass>): void {
  pass(url, request, response, close).catch(() => response.destroy())
}

/** Forwards a request to the engine, and its answer back; or, with `close`, ends the connection instead. */
async function pass(
  url: string,
  request: IncomingMessage,
  response: ServerResponse,
  close = false,
): Promise<void> {
  const chunks: Buffer[] = []
  // A request's chunks are buffers: no encoding was set.
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const body = Buffer.concat(chunks)
  const answer = await fetch(`${url}${request.url}`, {
    method: request.method ?? 'GET',
    headers: { 'content-type': 'application/json' },
    ...(request.method === 'POST' && { body }),
  })
  const bytes = Buffer.from(await answer.arrayBuffer())
  const type = answer.headers.get('content-type') ?? ''
  // The addresses of its outputs lead here too.
  const isJson = type.includes('json')
    ? Buffer.from(bytes.toString().replaceAll(url, `http://${request.headers.host}`))
    : bytes
  if (close) {
    request.socket.destroy()
    return
  }
  response.writeHead(answer.status, { 'content-type': type }).end(isJson)
}
