import { Agent } from 'node:http'
import { expect, onTestFinished, test } from 'vitest'
import type { Sent } from './plainClient.ts'
import { exampleBodies } from './samples.ts'
import { auth, json, startCalls, token, turbo } from './startCalls.ts'

const example = JSON.stringify(exampleBodies.get(turbo))

test.each<[title: string, path: string, sent: Sent, status: number, broken: string[]]>([
  [
    'no token',
    `/v1/models/${turbo}`,
    { method: 'POST', headers: { 'content-type': 'application/json' } },
    401,
    ['0 token: no token'],
  ],
  [
    'another token',
    `/v1/models/${turbo}`,
    { method: 'POST', headers: { ...json, authorization: 'Bearer x' } },
    401,
    ['0 token: not the token'],
  ],
  [
    'the bare token',
    `/v1/models/${turbo}`,
    { method: 'POST', headers: { ...json, authorization: token } },
    401,
    ['0 token: not the token'],
  ],
  [
    'a cookie',
    `/v1/models/${turbo}`,
    { method: 'POST', headers: { ...json, cookie: 'a=b' } },
    401,
    ['0 token: a cookie, which nobody set'],
  ],
  ['no token on status', '/v1/requests/a/status', { headers: {} }, 401, ['0 token: no token']],
  ['the token on an output', '/outputs/a.png', {}, 401, ['0 token: an output is fetched without the token']],
  ['an output that is none', '/outputs/a.png', { headers: {} }, 404, ['0 path: no output is called a.png']],
  [
    'form data',
    `/v1/models/${turbo}`,
    { method: 'POST', headers: { ...auth, 'content-type': 'text/plain' } },
    415,
    ['0 content-type: text/plain, application/json is documented'],
  ],
  [
    'no content type',
    `/v1/models/${turbo}`,
    { method: 'POST', headers: auth },
    415,
    ['0 content-type: nothing, application/json is documented'],
  ],
  [
    'a packed body',
    `/v1/models/${turbo}`,
    { method: 'POST', headers: { ...json, 'content-encoding': 'gzip' } },
    415,
    ['0 content-type: the body is encoded as gzip'],
  ],
  [
    'an unknown endpoint',
    '/v1/models/tongyi-mai/z-image',
    { method: 'POST', headers: json },
    404,
    ['0 path: /v1/models/tongyi-mai/z-image is no documented path'],
  ],
  [
    'a slash too many',
    `/v1/models/${turbo}/`,
    { method: 'POST', headers: json },
    404,
    [`0 path: /v1/models/${turbo}/ is no documented path`],
  ],
  [
    'an escaped slash',
    '/v1/models/tongyi-mai%2Fz-image%2Fturbo',
    { method: 'POST', headers: json },
    404,
    ['0 path: /v1/models/tongyi-mai%2Fz-image%2Fturbo is no documented path'],
  ],
  [
    'a submit that is a PUT',
    `/v1/models/${turbo}`,
    { method: 'PUT', headers: json },
    405,
    ['0 method: PUT for submit, POST is documented'],
  ],
  [
    'a cancel that is a DELETE',
    '/v1/requests/a/cancel',
    { method: 'DELETE' },
    405,
    ['0 method: DELETE for cancel, POST is documented'],
  ],
  [
    'a status that is a POST',
    '/v1/requests/a/status',
    { method: 'POST' },
    405,
    ['0 method: POST for status, GET is documented'],
  ],
  [
    'a query on a submit',
    `/v1/models/${turbo}?sync=1`,
    { method: 'POST', headers: json, body: example },
    400,
    ['0 query: ?sync=1 is not documented for submit'],
  ],
  [
    'another query on a result',
    '/v1/requests/a/result?cost=1',
    {},
    400,
    ['0 query: ?cost=1 is not documented for result'],
  ],
  [
    'the token in a query',
    `/v1/requests/a/status?token=${token}`,
    {},
    401,
    [`0 query: ?token=<token> is not documented for status`, '0 token: the token stands in the address'],
  ],
  [
    'a status with a body',
    '/v1/requests/a/status',
    { headers: { ...auth, 'content-length': 2 }, body: '{}' },
    400,
    ['0 body: status has a body'],
  ],
  ['a request that was never made', '/v1/requests/a/status', {}, 404, ['0 path: no request is called a']],
])('%s is recorded and refused', async (_title, path, sent, status, expected) => {
  const { call, strict, broken } = await startCalls()
  expect((await call(path, sent)).status).toBe(status)
  expect(broken()).toEqual(expected)
  expect(JSON.stringify(strict.requests)).not.toContain(token)
})

test('a content type with its charset is accepted as well', async () => {
  const { call, strict } = await startCalls()
  const headers = { ...auth, 'content-type': 'application/json; charset=utf-8' }
  const { status } = await call(`/v1/models/${turbo}`, { method: 'POST', headers, body: example })
  expect({ status, violations: strict.violations }).toEqual({ status: 200, violations: [] })
})

test('the same body twice is recorded, also when only whitespace differs', async () => {
  const { call, strict, broken } = await startCalls()
  const sent: Sent = { method: 'POST', headers: json }
  for (const body of [example, `${example} `, example]) await call(`/v1/models/${turbo}`, { ...sent, body })
  expect(strict.requests.map(({ submits }) => submits)).toEqual([1, 1, 2])
  expect(broken()).toEqual(['2 repeated: the same body, 2 times now'])
})

test('a submit on a reused connection is recorded, a status call is not', async () => {
  const { call, submit, clock, broken } = await startCalls()
  const { at } = await submit({ prompt: 'one' })
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  onTestFinished(() => agent.destroy())
  await call(at('status'), { agent })
  clock.time += 60
  await call(at('status'), { agent })
  await call(`/v1/models/${turbo}`, { method: 'POST', headers: json, body: example, agent })
  expect(broken()).toEqual(['3 connection: a submit on a connection that was used before'])
})

test('status calls of one request are 50 ms apart; those of two requests do not wait for each other', async () => {
  const { call, submit, clock, broken } = await startCalls()
  const one = await submit({ prompt: 'one' })
  const two = await submit({ prompt: 'two' })
  await call(one.at('status'))
  await call(two.at('status'))
  clock.time += 50
  await call(one.at('status'))
  clock.time += 49
  await call(two.at('status'))
  await call(one.at('status'))
  expect(broken()).toEqual(['6 pace: status asked again after 49.0 ms'])
})

test('a result before the status said completed is recorded, and answered with the state', async () => {
  const { call, submit, poll, broken } = await startCalls({ completeAfterPolls: 1 })
  const { at } = await submit({ prompt: 'one' })
  await poll(at('status'))
  expect((await call(at('result'))).json).toMatchObject({ status: 'in_queue' })
  await poll(at('status'))
  expect((await call(at('result'))).json).toMatchObject({ status: 'completed' })
  expect(broken()).toEqual(['2 too-early: result asked for before a status said completed'])
})

test('the token in a body is recorded', async () => {
  const { submit, broken } = await startCalls()
  await submit({ prompt: `a sign that reads ${token}` })
  expect(broken()).toEqual(['0 token: the token stands in the body'])
})

test('a body above 64 MiB is refused', async () => {
  const { call, broken } = await startCalls()
  const body = Buffer.alloc(64 * 1024 * 1024 + 1, ' ')
  expect((await call(`/v1/models/${turbo}`, { method: 'POST', headers: json, body })).status).toBe(413)
  expect(broken()).toEqual(['0 body-size: the body has more than 64 MiB'])
})
