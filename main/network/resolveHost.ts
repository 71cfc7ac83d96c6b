import { lookup } from 'node:dns/promises'
import { isIP } from 'node:net'
import { ExchangeError, systemCode } from './exchangeError.ts'
import { bareHost } from './publicAddress.ts'

export interface HostAddress {
  readonly address: string
  readonly family: number
}

/** Looks a name up. Injected, so that a test can decide what a name resolves to. */
export type Resolve = (host: string) => Promise<readonly HostAddress[]>

export const systemResolve: Resolve = (host) => lookup(host, { all: true, order: 'verbatim' })

/** The addresses of a URL's host, within `milliseconds`. Rejects with `ExchangeError`, nothing reached. */
export async function resolveHost(
  url: URL,
  resolve: Resolve,
  milliseconds: number,
): Promise<readonly HostAddress[]> {
  const host = bareHost(url)
  const family = isIP(host)
  if (family !== 0) return [{ address: host, family }]
  let timer: NodeJS.Timeout | undefined
  // The system's look-up cannot be cancelled; its late answer is dropped.
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new ExchangeError('connect-timeout', 'nothing')), milliseconds)
  })
  try {
    const addresses = await Promise.race([resolve(host), late])
    if (addresses.length === 0) throw new ExchangeError('no-host', 'nothing')
    return addresses
  } catch (thrown) {
    if (thrown instanceof ExchangeError) throw thrown
    throw new ExchangeError('no-host', 'nothing', { systemCode: systemCode(thrown) })
  } finally {
    clearTimeout(timer)
  }
}
