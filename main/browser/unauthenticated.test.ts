import { once } from 'node:events'
import type { Socket } from 'node:net'
import { connect } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { testHost } from './testing/testHost.ts'

/** An open connection without a request. Resolves when the host has accepted it. */
async function connectSilently(port: number): Promise<Socket> {
  const socket = connect(port, '127.0.0.1')
  onTestFinished(() => void socket.destroy())
  socket.on('error', () => {})
  socket.resume()
  await once(socket, 'connect')
  return socket
}

test('idle connections close the oldest of their own kind, and leave the places of those with access', async () => {
  const { host, sendRequest, admitted } = await testHost({ connections: 8, unauthenticated: 3 })
  const { paths, cookies } = await admitted()
  const admission = `${paths.host}session`
  const cookie = cookies.host
  const open = await connectSilently(host.port)
  open.write(`GET ${admission} HTTP/1.1\r\nhost: 127.0.0.1:${host.port}\r\ncookie: ${cookie}\r\n\r\n`)
  await once(open, 'data')
  const first = await connectSilently(host.port)
  const gone = once(first, 'close')
  for (let count = 0; count < 20; count += 1) await connectSilently(host.port)
  await gone
  expect(await sendRequest({ path: admission, headers: { cookie } })).toMatchObject({ status: 204 })
  expect(open.destroyed).toBe(false)
})

test('a connection without a complete request is closed after its time, unless it has shown access', async () => {
  const { host, clock, admitted } = await testHost({ unauthenticatedTime: 2000 })
  const { paths, cookies } = await admitted()
  const admission = `${paths.host}session`
  const cookie = cookies.host
  const open = await connectSilently(host.port)
  open.write(`GET ${admission} HTTP/1.1\r\nhost: 127.0.0.1:${host.port}\r\ncookie: ${cookie}\r\n\r\n`)
  await once(open, 'data')
  const half = await connectSilently(host.port)
  half.write('GET / HTTP/1.1\r\n')
  const asked = await connectSilently(host.port)
  asked.write(`GET / HTTP/1.1\r\nhost: 127.0.0.1:${host.port}\r\n\r\n`)
  await once(asked, 'data')
  const gone = [once(half, 'close'), once(asked, 'close')]
  await clock.advance(2000)
  await Promise.all(gone)
  expect(open.destroyed).toBe(false)
})
