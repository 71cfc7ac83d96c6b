import { ExchangeError } from './exchangeError.ts'
import { AppError } from '#shared/errors.ts'
import { defaultLimits } from './limits.ts'
import { openSocket } from './openSocket.ts'
import type { Resolve } from './resolveHost.ts'
import { resolveHost, systemResolve } from './resolveHost.ts'

/**
 * Opens a connection to an address, with TLS for https, and closes it: no request is made and no key sent. Rejects with
 * `engine.unreachable` on failure.
 */
export async function scope(url: URL, resolve: Resolve = systemResolve): Promise<void> {
  const { connect } = defaultLimits.get
  try {
    const socket = await openSocket(url, await resolveHost(url, resolve, connect), { milliseconds: connect })
    socket.destroy()
  } catch (thrown) {
    if (!(thrown instanceof ExchangeError)) throw thrown
    throw new AppError('engine.unreachable', `${url.host} cannot be reached.`, { cause: thrown })
  }
}
