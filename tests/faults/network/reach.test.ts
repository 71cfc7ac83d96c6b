import { createServer } from 'node:http'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { createServer as createPlainServer } from 'node:net'
import type { AddressInfo, Socket } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { stackTrace } from '../../cli/runCli.ts'
import type { EngineUnderTest } from '../engineUnderTest.ts'
import { describeEnginesInTurn } from '../overEngines.ts'
import type { WorkflowCase } from '../workflows.ts'
import { workflowsOn } from '../workflows.ts'
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
async function trialAt(url: string, workflow: WorkflowCase, clock?: SkippingClock): Promise<Trial> {
  const trial = await startTrial({ workflow, url, ...(clock && { inProcess: createRunInProcess(clock) }) })
  onTestFinished(trial.remove)
  return trial
}

async function startEngine({ id }: EngineUnderTest) {
  const engine = await startNetworkEngine(null, id)
  onTestFinished(engine.close)
  return engine
}

describeEnginesInTurn('an engine that cannot be reached', (under) => {
  const { single } = workflowsOn[under.id]

  test('with a closed port: tried three more times, 69, and nothing was sent', async () => {
    const server = createPlainServer()
    const port = await listen(server)
    await new Promise<unknown>((resolve) => void server.close(resolve))
    const clock = under.isFirst ? undefined : createSkippingClock()
    const trial = await trialAt(`http://127.0.0.1:${port}`, single, clock)
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
    const engine = await startEngine(under)
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

describeEnginesInTurn('a connection', (under) => {
  test('that closes after the POST: one POST, on a new connection', async () => {
    const engine = await startEngine(under)
    const { chain } = workflowsOn[under.id]
    const served = new Map<Socket, string[]>()
    const ids = new Set(chain.approved.map(({ modelId }) => modelId))
    let submits = 0
    const front = createServer((request, response) => {
      const { method, url = '', socket } = request
      const modelId = [...ids]
        .filter((id) => url.endsWith(`/${id}`))
        .toSorted((a, b) => b.length - a.length)[0]
      const isSubmit = method === 'POST' && modelId !== undefined
      served.set(socket, [...(served.get(socket) ?? []), isSubmit ? `submit ${modelId}` : `${method}`])
      forward(engine.url, request, response, isSubmit && ++submits === 2)
    })
    const clock = under.isFirst ? undefined : createSkippingClock({ isIdle: () => isIdle(engine) })
    const trial = await trialAt(`http://127.0.0.1:${await listen(front)}`, chain, clock)
    const { code, stderr } = await trial.run()
    const connections = [...served.values()].filter((lines) =>
      lines.some((line) => line.startsWith('submit')),
    )
    const posts = chain.approved.map(({ modelId }) => [`submit ${modelId}`])
    expect({ code, trace: stackTrace.test(stderr), connections, accepted: engine.ledger.length }).toEqual(
      under.findsLostSubmits
        ? { code: 0, trace: false, connections: posts, accepted: 3 }
        : { code: 76, trace: false, connections: posts.slice(0, 2), accepted: 2 },
    )
  })
})

/** A 307 or 308 leaves the request undone; the others may point to its outcome. Each engine's client reads one of each. */
const redirected = [301, 302, 303, 307, 308] as const

describeEnginesInTurn('a submit', (under) => {
  test.each(redirected.filter((status) => under.isFirst || status === 302 || status === 307))(
    'that is redirected (%i) to another origin is not sent there, nor is the key',
    async (status) => {
      const engine = await startEngine(under)
      const visits: string[] = []
      const stranger = createServer((request, response) => {
        visits.push(`${request.method} ${request.url} ${request.headers.authorization ?? ''}`)
        response.end('{}')
      })
      const to = `http://127.0.0.1:${await listen(stranger)}/`
      engine.addFaults([{ what: 'redirect', call: 'submit', status, to, times: 100 }])
      const clock = createSkippingClock({ isIdle: () => isIdle(engine) })
      const trial = await trialAt(engine.url, workflowsOn[under.id].single, clock)
      const { code, stderr } = await trial.run()
      expect({ visits, posts: await engine.posts(), trace: stackTrace.test(stderr) }).toEqual({
        visits: [],
        posts: 1,
        trace: false,
      })
      expect(code).toBe(status >= 307 ? 65 : 76)
    },
  )
})

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
    headers: { 'content-type': request.headers['content-type'] ?? 'application/json' },
    ...((request.method === 'POST' || request.method === 'PUT') && { body }),
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
