import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import type { StreamedBody } from './bucketClient.ts'
import { createBucketClient } from './bucketClient.ts'
import { trouble } from './clientFixture.ts'
import { holdLimits } from './heldLimits.ts'
import { defaultLimits } from './limits.ts'
import { systemResolve } from './resolveHost.ts'

/** More than the system takes before the other side does. */
const LARGE = 2 ** 27

const streamed: StreamedBody = {
  size: LARGE,
  pieces: (async function* () {
    for (let each = 0; each < 2 ** 7; each++) yield new Uint8Array(2 ** 20)
  })(),
}

test.each<[string, Uint8Array | StreamedBody]>([
  ['in memory', new Uint8Array(LARGE)],
  ['in pieces', streamed],
])('a file %s that a bucket does not take is given up after a while', async (_, body) => {
  const server = createServer((socket) => void socket.on('error', () => {}).pause())
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  // The cast: a server that listens on a port has an address with one.
  const { port } = server.address() as AddressInfo
  const origin = `http://127.0.0.1:${port}`
  const { limits: held, meet } = holdLimits()
  const limits = { ...defaultLimits, upload: { ...held, total: null } }
  const client = createBucketClient({ origin, allowPrivate: true, limits, resolve: systemResolve })
  const call = trouble(client.call({ method: 'PUT', url: new URL('/cat.mp4', origin), headers: {}, body }))
  await meet('idle')
  expect(await call).toMatchObject({ reason: 'send-timeout', reached: 'request' })
})
