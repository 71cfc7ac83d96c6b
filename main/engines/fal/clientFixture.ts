import { inspect } from 'node:util'
import { expect, onTestFinished } from 'vitest'
import { AppError } from '#shared/errors.ts'
import type { RequestRef } from '#main/jobs/jobClient.ts'
import { createEngineEgress } from '#main/network/egress.ts'
import { key, serve } from '#main/network/clientFixture.ts'
import type { RawServer } from '#main/network/rawServer.ts'
import type { FalClient, FalClientOptions } from './client.ts'
import { createFalClient } from './client.ts'
import type { FalEgress } from './origins.ts'
import { FAL_DOMAINS, falOrigins } from './origins.ts'

/** The egress of one test, to a server in place of fal. */
export function egressTo({ url }: Pick<RawServer, 'url'>): FalEgress {
  const origins = falOrigins(url)
  const egress = createEngineEgress({
    base: url,
    origins,
    domains: FAL_DOMAINS,
    scheme: 'Key',
    token: () => key,
  })
  onTestFinished(egress.close)
  return egress
}

/**
 * A client of a server that answers each call by its line: always alike, or with the answers of a list, one after the
 * other. And the requests it got.
 */
export async function talk(
  answers: Readonly<Record<string, string | readonly string[]>>,
  options: Pick<FalClientOptions, 'unitPrice'> = {},
) {
  const calls = new Map<string, number>()
  const server = await serve((socket, { line }) => {
    const call = calls.get(line) ?? 0
    calls.set(line, call + 1)
    const given = answers[line]
    const answer = typeof given === 'string' ? given : given?.[call]
    if (answer === undefined) socket.destroy()
    else socket.write(answer)
  })
  const egress = egressTo(server)
  return {
    client: createFalClient({ egress, clock: { now: () => 0 }, ...options }),
    egress,
    server,
    requested: () => server.requests.map(({ line }) => line),
  }
}

export const clientOf = (server: Pick<RawServer, 'url'>): FalClient =>
  createFalClient({ egress: egressTo(server), clock: { now: () => 0 } })

/** The error of a failed call, after checking that it does not contain the key. */
export async function failure(call: Promise<unknown>): Promise<AppError> {
  const thrown: unknown = await call.then(
    () => null,
    (error: unknown) => error,
  )
  expect(inspect(thrown, { depth: 9, showHidden: true })).not.toContain(key)
  if (thrown instanceof AppError) return thrown
  throw new Error(`expected an AppError, got ${inspect(thrown)}`)
}

export const r1: RequestRef = {
  requestId: 'r1',
  modelId: 'fal-ai/flux/dev/image-to-image',
  statusUrl: null,
  resultUrl: null,
  cancelUrl: null,
}
export const submitLine = 'POST /fal-ai/flux/dev/image-to-image'
export const statusLine = 'GET /fal-ai/flux/requests/r1/status'
export const resultLine = 'GET /fal-ai/flux/requests/r1'
export const cancelLine = 'PUT /fal-ai/flux/requests/r1/cancel'
