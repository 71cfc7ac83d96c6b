import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import type { IncomingMessage, Server } from 'node:http'
import { join } from 'node:path'
import type { Duplex } from 'node:stream'
import { AppError } from '#shared/errors.ts'
import type { Assets, Clock, Log } from '#shared/services.ts'
import { silentLog } from '#shared/services.ts'
import { createAssetFolder } from '../assets/assetFolder.ts'
import { systemCode } from '../platform/fileError.ts'
import { http } from '../platform/http.ts'
import { createThumbnails } from '../assets/thumbnails.ts'
import type { Session } from '../host/createSession.ts'
import type { Access } from './access.ts'
import { createAccess } from './access.ts'
import { respond, send } from './answer.ts'
import { createAnswer } from './answerRequest.ts'
import type { Origin } from './checkRequest.ts'
import { isForHost, isFromPage, originOf } from './checkRequest.ts'
import { always, inert } from './headers.ts'
import type { HostLimits } from './limits.ts'
import { defaultLimits } from './limits.ts'
import { readPage } from './page.ts'
import { createSockets } from './sockets.ts'
import { createUnauthenticated } from './unauthenticated.ts'

export interface BrowserHostOptions {
  readonly session: Pick<Session, 'handlers' | 'receive' | 'exported' | 'subscribe'>
  /** The library's folder, which contains the pictures. */
  readonly home: string
  /** The folder of the built page. */
  readonly page: string
  /** On 127.0.0.1; 0 is any free one. */
  readonly port: number
  readonly clock: Clock
  readonly limits?: Partial<HostLimits>
  /** The pictures of the library, for thumbnails. */
  readonly pictures: Pick<Assets, 'read'>
  readonly log?: Log
}

/** A host that is listening. */
export interface BrowserHost {
  readonly port: number
  /** Opens the editor, reusable until the host ends: it gives all rights of the user. */
  readonly url: string
  /** An address that opens the editor once. */
  oneTimeUrl(): string
  /** Disconnects every page and stops listening. The session continues. */
  close(): Promise<void>
}

/**
 * Serves the editor to browsers on this machine. Rejects with `engine.unreachable` if the port is not available, and
 * with `file.unreadable` if the page is not built.
 */
export async function startBrowserHost(options: BrowserHostOptions): Promise<BrowserHost> {
  const { clock, home, log = silentLog, pictures, session } = options
  const thumbnails = createThumbnails({ home, assets: pictures })
  const limits = { ...defaultLimits, ...options.limits }
  const files = readPage(options.page)
  const assets = createAssetFolder(join(home, 'assets'))
  const server = http.createServer({
    maxHeaderSize: limits.headers,
    headersTimeout: limits.headersTime,
    requestTimeout: limits.requestTime,
    keepAliveTimeout: limits.idleTime,
    connectionsCheckingInterval: limits.checkTime,
  })
  server.maxConnections = limits.connections
  const port = await listen(server, options.port)
  const own = originOf(port)
  const access = createAccess({ port, randomBytes })
  const unauthenticated = createUnauthenticated({ limits, clock })
  const sockets = createSockets({ session, limits, clock, log })
  const answer = createAnswer({
    own,
    files,
    access,
    unauthenticated,
    limits,
    assets,
    thumbnails,
    log,
    session,
  })

  function upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    socket.on('error', () => socket.destroy())
    const status = checkUpgrade(request, own, access)
    if (status !== null) return refuse(socket, status)
    unauthenticated.trust(socket)
    if (sockets.count >= limits.sockets) return refuse(socket, '503 Service Unavailable')
    sockets.accept(request, socket, head)
  }

  server.on('connection', unauthenticated.meet)
  server.on('request', (request, response) => {
    unauthenticated.onRequest(request, response)
    answer(request, response).catch((thrown: unknown) => {
      log.error('http.failed', { method: request.method, error: thrown })
      if (response.headersSent) response.destroy()
      else send(request, response, respond(500, 'This went wrong.'))
    })
  })
  server.on('upgrade', upgrade)
  return {
    port,
    url: `${own.origin}/#token=${access.token}`,
    oneTimeUrl: () => `${own.origin}/#token=${access.createOneTimeToken()}`,
    async close() {
      sockets.close()
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }
}

/** Why an upgrade is refused, as a status; null if it is valid. */
function checkUpgrade(request: IncomingMessage, own: Origin, access: Pick<Access, 'admit'>): string | null {
  if (!isForHost(request, own)) return '421 Misdirected Request'
  if (!isFromPage(request, own)) return '403 Forbidden'
  const admitted = access.admit(request.url ?? '', request.headers.cookie)
  if (admitted === null) return '401 Unauthorized'
  if (admitted.area !== 'host' || admitted.path !== '/socket' || request.method !== 'GET')
    return '404 Not Found'
  return null
}

function refuse(socket: Duplex, status: string): void {
  const headers = Object.entries({ ...always, ...inert, connection: 'close', 'content-length': '0' })
  const lines = [`HTTP/1.1 ${status}`, ...headers.map(([name, value]) => `${name}: ${value}`)]
  socket.end(`${lines.join('\r\n')}\r\n\r\n`, () => socket.destroy())
}

async function listen(server: Server, port: number): Promise<number> {
  server.listen(port, '127.0.0.1')
  try {
    await once(server, 'listening')
  } catch (thrown) {
    const why = systemCode(thrown) === 'EADDRINUSE' ? 'another program has it' : String(thrown)
    throw new AppError('engine.unreachable', `The editor cannot be served on port ${port}: ${why}.`, {
      cause: thrown,
      data: { port, system: systemCode(thrown) },
    })
  }
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the host listens nowhere')
  return address.port
}
