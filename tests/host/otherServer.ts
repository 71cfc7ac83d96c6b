import { once } from 'node:events'
import type { IncomingHttpHeaders } from 'node:http'
import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'
import { WebSocket } from 'ws'

/** The requests to a server. */
export interface Visit {
  readonly method: string
  readonly path: string
  readonly headers: IncomingHttpHeaders
}

/** Another server on this machine, on a port of its own, that tries to get the editor's key. */
export interface OtherServer {
  readonly url: string
  readonly visits: readonly Visit[]
  /** Every cookie that it ever received. */
  cookies(): readonly string[]
  /** Every `Authorization` that it ever received. */
  keys(): readonly string[]
}

/** Answers every request with `page`; a balance with one, like the API. */
export async function startOtherServer(page = '<!doctype html><title>Other</title>'): Promise<OtherServer> {
  const visits: Visit[] = []
  const server = createServer((incoming, response) => {
    const { method = '', url = '', headers } = incoming
    visits.push({ method, path: url, headers })
    incoming.resume()
    const json = url.includes('balance')
    response.setHeader('content-type', json ? 'application/json' : 'text/html')
    response.end(json ? '{"balance_usd":1}' : page)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  // The cast: a server that listens on a port has an address with one.
  const { port } = server.address() as AddressInfo
  const all = (name: 'cookie' | 'authorization') => visits.flatMap(({ headers }) => headers[name] ?? [])
  return {
    url: `http://127.0.0.1:${port}`,
    visits,
    cookies: () => all('cookie'),
    keys: () => all('authorization'),
  }
}

/**
 * A 128-bit secret is not found by guessing: a server can only try the addresses that it knows, and those it was asked
 * for.
 */
const paths = ['/', '/socket', '/session', '/media/', `/media/${'0'.repeat(64)}`, '/host.json', '/key']

/**
 * Tries every way into the editor with what a server has received: each cookie, and all together, on each address that
 * it knows, as a request and as a socket, with the origin of the editor's own page. Returns those that were admitted.
 */
export async function tryAll(editor: string, { visits, cookies }: OtherServer): Promise<readonly string[]> {
  const { host, origin } = new URL(editor)
  const seen = visits.flatMap(({ path, headers }) => [path, ...pathsIn(headers)])
  const addresses = [
    ...new Set([...paths, ...seen, ...seen.map((path) => `${path.replace(/[^/]*$/, '')}socket`)]),
  ]
  const sent = [...new Set(['', ...cookies(), cookies().join('; ')])]
  const opened: string[] = []
  for (const path of addresses)
    for (const cookie of sent) {
      const headers = { host, origin, ...(cookie !== '' && { cookie }) }
      // The files of the page are not secret: they are the same for everybody.
      const forAll = (await requestStatus(host, path, { host, origin })) < 400
      if (!forAll && (await requestStatus(host, path, headers)) < 400) opened.push(`GET ${path}`)
      if (await upgrades(host, path, headers)) opened.push(`socket ${path}`)
    }
  return opened
}

/** Headers that reveal the previous page. */
const pathsIn = (headers: IncomingHttpHeaders): readonly string[] =>
  [headers.referer ?? '', ...Object.values(headers).flat().map(String)].flatMap(
    (text) => text.match(/\/[0-9a-f]{32}\//g) ?? [],
  )

function requestStatus(
  host: string,
  path: string,
  headers: Readonly<Record<string, string>>,
): Promise<number> {
  return new Promise((resolve, reject) => {
    const outgoing = request(`http://${host}`, { path, headers, agent: false }, (response) => {
      response.resume()
      resolve(response.statusCode ?? 0)
    })
    outgoing.on('error', reject).end()
  })
}

function upgrades(host: string, path: string, headers: Readonly<Record<string, string>>): Promise<boolean> {
  const socket = new WebSocket(`ws://${host}${path}`, { headers })
  return new Promise((resolve) => {
    socket.on('open', () => {
      socket.terminate()
      resolve(true)
    })
    socket.on('error', () => resolve(false))
  })
}
