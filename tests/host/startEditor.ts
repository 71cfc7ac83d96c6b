import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'
import { WebSocket } from 'ws'
import { createHostClient } from '#shared/api/client.ts'
import type { HostClient } from '#shared/api/client.ts'
import type { HostEvent } from '#shared/api/contract.ts'
import { compileCache } from '../faults/commandLine.ts'
import { startNetworkEngine } from '../faults/network/engine.ts'

const key = 'rc-test-5e11'
const commandLine = fileURLToPath(new URL('../../dist/cli/patchbay.js', import.meta.url))

/** The built program, serving the editor, and a page's client. Once it has ended, requests and waits reject. */
export interface Editor {
  /** As printed, with the token. */
  readonly url: string
  readonly client: HostClient
  readonly events: readonly HostEvent[]
  /** Resolves with the first matching event, past or future. */
  waitForEvent(fits: (event: HostEvent) => boolean): Promise<HostEvent>
  /** What the token was exchanged for. */
  readonly setCookies: readonly string[]
  /** The bytes of an asset, as the page fetches them: `<sha256>`, or `<sha256>?thumb=256`. */
  fetchMedia(name: string, headers?: Readonly<Record<string, string>>): Promise<Response>
  /** Uploads a file, as the page does; a stream too. Resolves with the id for requests. */
  upload(body: Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array>): Promise<string>
  /** Sends a message to the module that was imported into the program's process. */
  sendMessage(message: string): void
  /** Ends it like Ctrl-C, or at once; resolves with its exit code and all of its output. */
  end(signal: 'SIGINT' | 'SIGKILL'): Promise<{ readonly code: number | null; readonly stderr: string }>
}

export interface EditorOptions {
  readonly home: string
  readonly env?: Readonly<Record<string, string>>
  /** Options for Node itself, such as `--import=…`. */
  readonly node?: readonly string[]
  /** Called with the messages of the program's process. */
  readonly onMessage?: (message: unknown) => void
}

/** Starts the program on a free port, and connects to it like the page. */
export async function startEditor({ home, env = {}, node = [], onMessage }: EditorOptions): Promise<Editor> {
  const child = spawn(process.execPath, [...node, commandLine, 'edit', '--no-open', '--port', '0'], {
    env: { PATH: process.env['PATH'], HOME: home, PATCHBAY_HOME: home, ...compileCache, ...env },
    stdio: onMessage === undefined ? ['ignore', 'pipe', 'pipe'] : ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  if (onMessage !== undefined) child.on('message', onMessage)
  const ended = once(child, 'close')
  // Only an ended process leaves its home to be removed.
  onTestFinished(async () => {
    child.kill('SIGKILL')
    await ended
  })
  let stderr = ''
  child.stderr?.setEncoding('utf8').on('data', (chunk: string) => void (stderr += chunk))
  if (child.stdout === null) throw new Error('the editor has no output')
  const lines = createInterface({ input: child.stdout })
  const [line] = (await Promise.race([once(lines, 'line'), ended])) as [string | number | null]
  if (typeof line !== 'string') throw new Error(`the editor did not start: ${stderr}`)
  const { origin, hash, host } = new URL(line)
  const entered = await fetch(`${origin}/session`, {
    method: 'POST',
    headers: { origin, 'content-type': 'application/json' },
    body: JSON.stringify({ token: hash.slice('#token='.length) }),
  })
  // The cast: a host that admits a client returns its address.
  const paths = (await entered.json()) as { readonly host: string; readonly media: string }
  const cookie = entered.headers
    .getSetCookie()
    .map((one) => one.replace(/;.*$/, ''))
    .join('; ')
  const socket = new WebSocket(`ws://${host}${paths.host}socket`, { headers: { origin, cookie } })
  await once(socket, 'open')
  // A killed host breaks the connection; its end is what is waited for.
  socket.on('error', () => {})
  const gone = ended.then(() => new Error(`the editor has ended: ${stderr}`))
  return {
    ...connect(socket, gone),
    url: line,
    setCookies: entered.headers.getSetCookie(),
    sendMessage: (message) => void child.send?.(message),
    async upload(bytes) {
      const answer = await fetch(`${origin}${paths.host}upload`, {
        method: 'PUT',
        headers: { origin, cookie, 'content-type': 'application/octet-stream' },
        body: bytes,
        duplex: 'half',
      })
      // The cast: what is no id is an error, as the page reads it.
      const read = (await answer.json()) as { readonly upload?: string; readonly error?: unknown }
      if (read.upload === undefined) throw new Error(JSON.stringify(read.error))
      return read.upload
    },
    fetchMedia: (name, headers) => fetch(origin + paths.media + name, { headers: { cookie, ...headers } }),
    async end(signal) {
      child.kill(signal)
      const [code] = (await ended) as [number | null]
      return { code, stderr }
    },
  }
}

/** The contract over a socket. Requests that are open when the host is `gone` reject with that. */
function connect(
  socket: WebSocket,
  gone: Promise<Error>,
): Pick<Editor, 'client' | 'events' | 'waitForEvent'> {
  const pending = new Map<number, PromiseWithResolvers<unknown>>()
  const listeners = new Set<(event: unknown) => void>()
  const lost = gone.then((error) => Promise.reject(error))
  lost.catch(() => {})
  const orLost = <T>(waiting: Promise<T>): Promise<T> => {
    const first = Promise.race([waiting, lost])
    // An abandoned wait is no error.
    first.catch(() => {})
    return first
  }
  let last = 0
  socket.on('message', (data: Buffer) => {
    // The contract validates the host's messages where they arrive.
    const message = JSON.parse(data.toString('utf8')) as {
      event?: unknown
      id: number
      error?: unknown
      output?: unknown
    }
    if (message.event !== undefined) return listeners.forEach((listener) => listener(message.event))
    const request = pending.get(message.id)
    if (message.error === undefined) request?.resolve(message.output)
    else request?.reject(message.error)
  })
  socket.on('close', () =>
    pending.forEach(({ reject }) => reject(new Error('the host has closed the socket'))),
  )
  const client = createHostClient({
    request(name, input) {
      const request = Promise.withResolvers<unknown>()
      pending.set(++last, request)
      socket.send(JSON.stringify({ id: last, name, input }), () => {})
      return orLost(request.promise)
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  })
  const events: HostEvent[] = []
  const waiting = new Set<() => void>()
  client.subscribe((event) => {
    events.push(event)
    waiting.forEach((look) => look())
  })
  return {
    client,
    events,
    waitForEvent: (fits) =>
      orLost(
        new Promise((resolve) => {
          const look = (): void => {
            const found = events.find(fits)
            if (found === undefined) return
            waiting.delete(look)
            resolve(found)
          }
          waiting.add(look)
          look()
        }),
      ),
  }
}

/** An editor whose jobs run on an engine that a test controls: held jobs wait, however fast the machine is. */
export async function startSteered(home: string) {
  const engine = await startNetworkEngine(key)
  onTestFinished(engine.close)
  /** For a command line beside it, whose jobs run there too. */
  const env = { PATCHBAY_ENGINE: 'runcomfy', PATCHBAY_API_URL: engine.url, RUNCOMFY_API_TOKEN: key }
  const start = () => startEditor({ home, env })
  const editor = await start()
  await editor.client.request('settings.change', { mode: 'live' })
  return { engine, editor, env, start }
}
