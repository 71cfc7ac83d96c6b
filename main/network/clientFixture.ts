import { inspect } from 'node:util'
import type { Socket } from 'node:net'
import { expect, onTestFinished } from 'vitest'
import type { ApiClient, ApiClientOptions } from './apiClient.ts'
import { createApiClient } from './apiClient.ts'
import { ExchangeError } from './exchangeError.ts'
import { defaultLimits } from './limits.ts'
import type { RawServer, Received } from './rawServer.ts'
import { startRawServer } from './rawServer.ts'
import { systemResolve } from './resolveHost.ts'

/** The canary: it may be in nothing that comes back. */
export const key = 'canary-key-0123456789'

/** A server for one test. */
export async function serve(answer: (socket: Socket, request: Received) => void): Promise<RawServer> {
  const server = await startRawServer(answer)
  onTestFinished(() => server.close())
  return server
}

/** A door for one test. */
export function clientTo(base: URL, options: Partial<ApiClientOptions> = {}): ApiClient {
  const client = createApiClient({
    base,
    token: () => key,
    limits: defaultLimits,
    resolve: systemResolve,
    ...options,
  })
  onTestFinished(client.close)
  return client
}

/** What a call that fails says of itself, once it is sure that the key is not in it. */
export async function trouble(call: Promise<unknown>): Promise<unknown> {
  const thrown: unknown = await call.then(
    () => 'no trouble',
    (error: unknown) => error,
  )
  expect(inspect(thrown, { depth: 9, showHidden: true })).not.toContain(key)
  if (!(thrown instanceof ExchangeError)) return thrown
  const { reason, reached, status } = thrown
  return { reason, reached, status }
}
