import { expect, onTestFinished, test } from 'vitest'
import { clientTo, key, serve } from './clientFixture.ts'
import { createEngineEgress } from './egress.ts'
import { httpAnswer, jsonAnswer } from './rawServer.ts'

test('the key is presented in the scheme of its engine', async () => {
  const server = await serve((socket) => socket.write(jsonAnswer(200, {})))
  await clientTo(server.url, { scheme: 'Key' }).get('/a')
  await clientTo(server.url).get('/a')
  expect(server.requests.map(({ headers }) => headers['authorization'])).toEqual([
    `Key ${key}`,
    `Bearer ${key}`,
  ])
})

test('a PUT has no body and is sent once, on a connection of its own', async () => {
  const server = await serve((socket) => socket.write(jsonAnswer(202, { status: 'ok' })))
  const client = clientTo(server.url)
  expect(await client.put('/requests/r1/cancel')).toMatchObject({ status: 202, text: '{"status":"ok"}' })
  await client.put('/requests/r2/cancel')
  expect(server.requests.map(({ line, body, connection }) => [line, body.length, connection])).toEqual([
    ['PUT /requests/r1/cancel', 0, 0],
    ['PUT /requests/r2/cancel', 0, 1],
  ])
  expect(server.requests[0]?.headers).toMatchObject({ 'content-length': '0', authorization: `Bearer ${key}` })
})

test('headers of one call are sent with it, and never in place of the key', async () => {
  const server = await serve((socket) => socket.write(jsonAnswer(200, {})))
  await clientTo(server.url).post('/a', Buffer.from('{}'), {
    headers: { 'x-tags': 'a=b', authorization: 'Bearer other' },
  })
  expect(server.requests[0]?.headers).toMatchObject({ 'x-tags': 'a=b', authorization: `Bearer ${key}` })
})

test('an anonymous read has no key, and needs none', async () => {
  const server = await serve((socket) => socket.write(jsonAnswer(200, {})))
  await clientTo(server.url).get('/a', { anonymous: true })
  expect(server.requests[0]?.headers['authorization']).toBeUndefined()
  const keyless = clientTo(new URL('https://queue.example'), { token: () => null, resolve: async () => [] })
  await expect(keyless.get('/a', { anonymous: true })).rejects.toMatchObject({ reason: 'no-host' })
  await expect(keyless.get('/a')).rejects.toMatchObject({ code: 'account.key' })
})

test('the headers of an answer are returned without the key', async () => {
  const server = await serve((socket) =>
    socket.write(httpAnswer(200, { 'x-units': '2', 'x-echo': `Bearer ${key}`, 'content-length': 0 })),
  )
  const { headers } = await clientTo(server.url).get('/a')
  expect(headers).toEqual({ 'x-units': '2', 'x-echo': 'Bearer [key]', 'content-length': '0' })
})

test.each([
  ['https://queue.example/a/requests/r1', '/a/requests/r1'],
  ['https://queue.example:443/a?logs=1#x', '/a?logs=1'],
  ['https://queue.example/a/../../b', '/b'],
  ['https://queue.example.evil/a', null],
  ['https://evil.example/queue.example', null],
  ['https://queue.example@evil.example/a', null],
  ['https://user@queue.example/a', null],
  ['http://queue.example/a', null],
  ['https://queue.example:8443/a', null],
  ['//queue.example/a', null],
  ['a', null],
])('of the address %s the path at https://queue.example is %s', (address, path) => {
  expect(clientTo(new URL('https://queue.example')).pathOf(address)).toBe(path)
})

test('an address beside the path of the configured one is none of it', () => {
  const client = clientTo(new URL('http://127.0.0.1:4100/fal'))
  expect(client.pathOf('http://localhost:4100/fal/a')).toBe('/a')
  expect(client.pathOf('http://127.0.0.1:4100/other/a')).toBeNull()
  expect(client.pathOf('http://127.0.0.1:4100/fal/../other')).toBeNull()
})

test('every origin of an engine gets its key, and its outputs are on its own domains alone', async () => {
  const [one, two] = [
    await serve((socket) => socket.write(jsonAnswer(200, { at: 1 }))),
    await serve((socket) => socket.write(jsonAnswer(200, { at: 2 }))),
  ]
  const egress = createEngineEgress({
    base: one.url,
    origins: { queue: one.url, storage: two.url },
    domains: ['outputs.example'],
    scheme: 'Key',
    token: () => key,
  })
  onTestFinished(egress.close)
  expect((await egress.apis.queue.get('/a')).text).toBe('{"at":1}')
  expect((await egress.apis.storage.get('/a')).text).toBe('{"at":2}')
  expect([one, two].map(({ requests }) => requests[0]?.headers['authorization'])).toEqual([
    `Key ${key}`,
    `Key ${key}`,
  ])
  await expect(egress.download('https://a.runcomfy.net/1.png', { policy: 'output' })).rejects.toMatchObject({
    code: 'egress.refused',
  })
})
