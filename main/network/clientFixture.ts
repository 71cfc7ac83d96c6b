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

/** The canary: it must not be in anything that is returned. */
export const key = 'canary-key-0123456789'

/** A server for one test. */
export async function serve(answer: (socket: Socket, request: Received) => void): Promise<RawServer> {
  const server = await startRawServer(answer)
  onTestFinished(() => server.close())
  return server
}

/** A client for one test. */
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

/** The error of a failed call, after checking that it does not contain the key. */
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
