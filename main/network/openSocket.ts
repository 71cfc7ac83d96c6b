import type { LookupFunction, Socket } from 'node:net'
import { connect as connectPlain, isIP } from 'node:net'
import { connect as connectSecure } from 'node:tls'
import { ExchangeError, systemCode } from './exchangeError.ts'
import { bareHost } from './publicAddress.ts'
import type { HostAddress } from './resolveHost.ts'

/** A look-up that only knows `addresses`: the checked address is the one that is connected to. */
const pinned =
  (addresses: readonly HostAddress[]): LookupFunction =>
  (_host, { all }, answer) => {
    const [first] = addresses
    if (first === undefined) answer(new Error('no address'), '')
    else if (all) answer(null, [...addresses])
    else answer(null, first.address, first.family)
  }

/**
 * A fresh connection to `url`'s host at one of `addresses`, through TLS for https, ready for the first byte. Rejects
 * with `ExchangeError`, nothing reached, or `signal.reason`.
 */
export function openSocket(
  url: URL,
  addresses: readonly HostAddress[],
  options: { readonly milliseconds: number; readonly signal?: AbortSignal | undefined },
): Promise<Socket> {
  const { milliseconds, signal } = options
  const { promise, resolve, reject } = Promise.withResolvers<Socket>()
  if (signal?.aborted) {
    reject(signal.reason)
    return promise
  }
  const secure = url.protocol === 'https:'
  const host = bareHost(url)
  const to = {
    host,
    port: url.port === '' ? (secure ? 443 : 80) : Number(url.port),
    lookup: pinned(addresses),
  }
  const socket = secure
    ? connectSecure({
        ...to,
        servername: isIP(host) === 0 ? host : '',
        ALPNProtocols: ['http/1.1'],
        // Explicit: no variable of the environment may disable it.
        rejectUnauthorized: true,
      })
    : connectPlain(to)
  let connected = false
  const finish = (): void => {
    clearTimeout(timer)
    signal?.removeEventListener('abort', onAbort)
  }
  const fail = (error: unknown): void => {
    finish()
    socket.destroy()
    reject(error)
  }
  const onAbort = (): void => fail(signal?.reason)
  const timer = setTimeout(() => fail(new ExchangeError('connect-timeout', 'nothing')), milliseconds)
  signal?.addEventListener('abort', onAbort, { once: true })
  socket.once('connect', () => (connected = true))
  socket.once(secure ? 'secureConnect' : 'connect', () => {
    finish()
    resolve(socket)
  })
  // Attached for the socket's life: an error between two owners must not end the process.
  socket.on('error', (error) =>
    fail(new ExchangeError(connected ? 'tls' : 'connect', 'nothing', { systemCode: systemCode(error) })),
  )
  socket.once('close', () => fail(new ExchangeError(connected ? 'tls' : 'connect', 'nothing')))
  return promise
}
