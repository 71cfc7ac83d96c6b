import { createServer } from 'node:http'
import type { IncomingMessage, RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { startStrict } from '../strict/server.ts'
import { readRefusal, refusal } from './refusal.ts'
import { makeFolder, readEvents } from './runCli.ts'
import { runCliInProcess } from './runCliInProcess.ts'
import type { CliEvent, CliResult } from './runCli.ts'
import { fileOf, turbo } from './workflows.ts'

const token = 'rc-test-7a31'
const workflow = fileOf([
  { id: 'make', type: turbo(), values: { prompt: 'a lamp', image_size: 'square', seed: 1 } },
])

async function listen(listener: RequestListener): Promise<string> {
  const server = createServer(listener)
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.close()
    server.closeAllConnections()
  })
  // A server that listens on a TCP port has an address of this kind.
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

async function runOn(
  url: string,
  env: Record<string, string> = { RUNCOMFY_API_TOKEN: token },
): Promise<CliResult> {
  const folder = await makeFolder({ 'flow.json': workflow })
  const args = ['run', join(folder, 'flow.json'), '--engine', 'runcomfy', '--json']
  return runCliInProcess(args, { cwd: folder, env: { PATCHBAY_API_URL: url, ...env } })
}

const lastOf = (events: readonly CliEvent[]) => ({
  type: events.at(-1)?.type,
  state: events.at(-1)?.['state'],
})

/** The command line's refusal, and its last event. */
const readFailure = (result: CliResult, patterns: readonly RegExp[]) => ({
  ...readRefusal(result, patterns),
  leaksToken: (result.stdout + result.stderr).includes(token),
  end: lastOf(readEvents(result)),
})
const failure = (code: number, result: CliResult) => ({
  ...refusal(code, result),
  leaksToken: false,
  end: { type: 'run.finished', state: 'failed' },
})

const drain = async (request: IncomingMessage) =>
  new Promise<void>((resolve) => void request.resume().on('end', resolve))

test.each([
  ['runcomfy/tongyi-mai/z-image/turbo', 'RUNCOMFY_API_TOKEN (RunComfy)'],
  ['fal/fal-ai/flux/dev', 'FAL_KEY (fal)'],
])('a missing key is looked for where its own engine has it: %s', async (type, variable) => {
  const folder = await makeFolder({ 'flow.json': fileOf([{ id: 'a', type, values: { prompt: 'a lamp' } }]) })
  const { code, stderr } = await runCliInProcess(['run', join(folder, 'flow.json'), '--live'], {
    cwd: folder,
  })
  expect(code).toBe(77)
  expect(stderr).toContain(`Set the key in ${variable}, or in the settings of the editor.`)
})

test('no key: 77, before any request, naming where a key is looked up', async () => {
  const strict = await startStrict({ token })
  onTestFinished(async () => strict.close())
  const result = await runOn(strict.url, {})
  expect(readRefusal(result, [/RUNCOMFY_API_TOKEN/])).toEqual(refusal(77, result))
  expect(strict.requests).toEqual([])
})

test('a key that is refused: 77', async () => {
  const strict = await startStrict({ token: 'another one' })
  onTestFinished(async () => strict.close())
  const result = await runOn(strict.url)
  expect(readFailure(result, [/key|token/i])).toEqual(failure(77, result))
  expect(strict.requests.map(({ kind }) => kind)).toEqual(['submit'])
})

test('a key that is reported as expired, in a 400: 77', async () => {
  const url = await listen((_request, response) => {
    const body = JSON.stringify({ error_code: 400004, error_message: 'gone' })
    response.writeHead(400, { 'content-type': 'application/json' }).end(body)
  })
  const result = await runOn(url)
  expect(readFailure(result, [/key|token/i])).toEqual(failure(77, result))
})

test('the second name of the key is read too', async () => {
  const strict = await startStrict({ token, completeAfterPolls: 0 })
  onTestFinished(async () => strict.close())
  const result = await runOn(strict.url, { RUNCOMFY_TOKEN: token })
  expect({ code: result.code, violations: strict.violations }).toEqual({ code: 0, violations: [] })
})

test('a closed port: 69', async () => {
  const server = createServer()
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise<unknown>((resolve) => void server.close(resolve))
  const result = await runOn(`http://127.0.0.1:${port}`)
  expect(readFailure(result, [/127\.0\.0\.1/])).toEqual(failure(69, result))
})

test('the input is refused by the engine: 69, naming its fields', async () => {
  const url = await listen((_request, response) => {
    const body = JSON.stringify({ detail: [{ loc: ['body', 'image_size'], msg: 'is of no use today' }] })
    response.writeHead(422, { 'content-type': 'application/json' }).end(body)
  })
  const result = await runOn(url)
  expect(readFailure(result, [/make/, /Size: is of no use today/])).toEqual(failure(69, result))
})

test('a permanently busy engine: 75', async () => {
  const url = await listen((_request, response) => {
    response.writeHead(429, { 'retry-after': '0', 'content-type': 'application/json' }).end('{}')
  })
  const result = await runOn(url)
  expect(readFailure(result, [/busy|later|again|429/i])).toEqual(failure(75, result))
})

test.each<[title: string, answer: RequestListener]>([
  ['the connection is cut', (_request, response) => void response.destroy()],
  [
    'the answer is an HTML page',
    (_request, response) => void response.setHeader('content-type', 'text/html').end('<p>hi'),
  ],
  ['the answer is empty', (_request, response) => void response.end()],
  [
    'the answer is cut-off JSON',
    (_request, response) =>
      void response.setHeader('content-type', 'application/json').end('{"request_id": "a'),
  ],
  [
    'the answer has no request id',
    (_request, response) => void response.setHeader('content-type', 'application/json').end('{"ok":true}'),
  ],
  ['the answer is a 500', (_request, response) => void response.writeHead(500).end('{}')],
  ['the answer is a 504', (_request, response) => void response.writeHead(504).end('<html>')],
])('a submit after which %s: 76, and it is sent once', async (_title, answer) => {
  const posts: string[] = []
  const url = await listen((request, response) => {
    posts.push(`${request.method} ${request.url}`)
    void drain(request).then(() => answer(request, response))
  })
  const result = await runOn(url)
  expect(readFailure(result, [/make/, /charged/i])).toEqual(failure(76, result))
  expect(posts).toEqual(['POST /v1/models/tongyi-mai/z-image/turbo'])
})
