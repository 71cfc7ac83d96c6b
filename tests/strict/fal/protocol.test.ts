import { Agent } from 'node:http'
import { expect, onTestFinished, test } from 'vitest'
import type { Sent } from '../plainClient.ts'
import { auth, json, key, move, paint, startCalls } from './startCalls.ts'

const body = JSON.stringify({ prompt: 'a kite' })
const request = '0b6b6a3e-0000-4000-8000-000000000000'
const initiate = '/storage/upload/initiate'
const token = '0'.repeat(32)
const post = (headers: Sent['headers'] = json): Sent => ({ method: 'POST', headers: headers ?? {}, body })

test.each<[title: string, path: string, sent: Sent, status: number, broken: string[]]>([
  ['no key', `/${paint}`, post({ 'content-type': 'application/json' }), 401, ['0 key: no key']],
  ['another key', `/${paint}`, post({ ...json, authorization: 'Key x' }), 401, ['0 key: not the key']],
  [
    'the key as a token',
    `/${paint}`,
    post({ ...json, authorization: `Bearer ${key}` }),
    401,
    ['0 key: not the key'],
  ],
  ['a cookie', `/${paint}`, post({ ...json, cookie: 'a=b' }), 401, ['0 key: a cookie, which nobody set']],
  ['no key on status', `/${paint}/requests/${request}/status`, { headers: {} }, 401, ['0 key: no key']],
  ['the key on a file', '/files/a.png', {}, 401, ['0 key: file is called without the key']],
  [
    'the key on an upload',
    `/uploads/${token}?signature=0`,
    { method: 'PUT', headers: { ...auth, 'content-type': 'image/png' }, body: 'x' },
    401,
    ['0 key: put is called without the key'],
  ],
  ['a file that is none', '/files/a.png', { headers: {} }, 404, ['0 path: no file is called a.png']],
  [
    'form data',
    `/${paint}`,
    post({ ...auth, 'content-type': 'text/plain' }),
    415,
    ['0 content-type: text/plain, application/json is documented'],
  ],
  [
    'a packed body',
    `/${paint}`,
    post({ ...json, 'content-encoding': 'gzip' }),
    415,
    ['0 content-type: the body is encoded as gzip'],
  ],
  ['an unknown endpoint', '/someone/other', post(), 404, ['0 path: /someone/other is no documented path']],
  ['a slash too many', `/${paint}/`, post(), 404, [`0 path: /${paint}/ is no documented path`]],
  [
    'a submit that is a PUT',
    `/${paint}`,
    { method: 'PUT', headers: json },
    405,
    ['0 method: PUT for submit, POST is documented'],
  ],
  [
    'a cancel that is a POST',
    `/${paint}/requests/${request}/cancel`,
    { method: 'POST' },
    405,
    ['0 method: POST for cancel, PUT is documented'],
  ],
  [
    'a status below the whole id of its endpoint',
    `/${move}/requests/${request}/status`,
    {},
    404,
    [`0 path: /${move}/requests/${request}/status is no documented path`],
  ],
  [
    'a request that was never made',
    `/${paint}/requests/${request}/status?logs=1`,
    {},
    404,
    [`0 path: no request is called ${request}, or not below ${paint}`],
  ],
  [
    'a webhook',
    `/${paint}?fal_webhook=https://a`,
    post(),
    400,
    ['0 query: fal_webhook is not documented for submit'],
  ],
  [
    'an unknown parameter of status',
    `/${paint}/requests/${request}/status?verbose=1`,
    {},
    400,
    ['0 query: verbose is not documented for status'],
  ],
  [
    'the key in a query',
    `/${paint}/requests/${request}?key=${key}`,
    {},
    401,
    ['0 query: key is not documented for result', '0 key: the key stands in the address'],
  ],
  [
    'a status with a body',
    `/${paint}/requests/${request}/status`,
    { headers: { ...auth, 'content-length': 2 }, body: '{}' },
    400,
    ['0 body: status has a body'],
  ],
  [
    'an undocumented header',
    `/${paint}`,
    post({ ...json, 'x-fal-retry': '3' }),
    400,
    ['0 header: x-fal-retry is not documented for submit'],
  ],
  [
    'an idempotency key',
    `/${paint}`,
    post({ ...json, 'idempotency-key': 'a' }),
    400,
    ['0 header: idempotency-key is not documented for submit'],
  ],
  [
    'tags without values',
    `/${paint}`,
    post({ ...json, 'x-fal-tags': 'a' }),
    400,
    ['0 header: x-fal-tags: a is not as documented'],
  ],
  [
    'a header of a submit on another call',
    `/${paint}/requests/${request}`,
    { headers: { ...auth, 'x-fal-no-retry': '1' } },
    400,
    ['0 header: x-fal-no-retry is not documented for result'],
  ],
  ['an upload without its storage', initiate, post(), 400, ['0 query: storage_type is missing for initiate']],
  [
    'an upload of nothing in particular',
    `${initiate}?storage_type=fal-cdn-v3`,
    post(),
    422,
    ['0 body: an upload is initiated with content_type and file_name'],
  ],
  [
    'an address of an upload that was never given',
    `/uploads/${token}?signature=0`,
    { method: 'PUT', headers: {}, body: 'x' },
    403,
    ['0 upload: the address was never given'],
  ],
  [
    'a page of more than 100',
    '/v1/models?limit=101',
    {},
    400,
    ['0 query: limit=101 is not documented for models'],
  ],
  [
    'a list of all requests',
    '/v1/models/requests/by-endpoint',
    {},
    400,
    ['0 query: endpoint_id is missing for listing'],
  ],
  [
    'prices without a key',
    `/v1/models/pricing?endpoint_id=${paint}`,
    { headers: {} },
    401,
    ['0 key: no key'],
  ],
])('%s is recorded and refused', async (_title, path, sent, status, expected) => {
  const { call, strict, broken } = await startCalls()
  expect((await call(path, sent)).status).toBe(status)
  expect(broken()).toEqual(expected)
  expect(JSON.stringify(strict.requests)).not.toContain(key)
})

test('all documented headers are accepted', async () => {
  const { call, strict } = await startCalls()
  const headers = {
    ...json,
    'x-fal-request-timeout': '600',
    'x-fal-queue-priority': 'low',
    'x-fal-no-retry': '1',
    'x-fal-tags': 'patchbay=job-1,second=2',
  }
  const { status } = await call(`/${paint}`, { method: 'POST', headers, body })
  expect({ status, violations: strict.violations }).toEqual({ status: 200, violations: [] })
})

test('the same body twice is recorded', async () => {
  const { call, broken } = await startCalls()
  for (const sent of [body, `${body} `, body])
    await call(`/${paint}`, { method: 'POST', headers: json, body: sent })
  expect(broken()).toEqual(['2 repeated: the same body, 2 times now'])
})

test('a submit on a reused connection is recorded, a status call is not', async () => {
  const { call, submit, clock, broken } = await startCalls()
  const { status_url } = await submit({ prompt: 'one' })
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  onTestFinished(() => agent.destroy())
  await call(status_url, { agent })
  clock.time += 60
  await call(status_url, { agent })
  await call(`/${paint}`, { method: 'POST', headers: json, body, agent })
  expect(broken()).toEqual(['3 connection: a submit on a connection that was used before'])
})

test('status calls of one request are 50 ms apart, and none follows the end', async () => {
  const { call, submit, clock, broken } = await startCalls({ completeAfterPolls: 1 })
  const { status_url } = await submit({ prompt: 'one' })
  await call(status_url)
  clock.time += 49
  await call(status_url)
  clock.time += 50
  await call(status_url)
  expect(broken()).toEqual([
    '2 pace: status asked again after 49.0 ms',
    '3 after-end: status asked for after it had said COMPLETED',
  ])
})

test('a result before the status said COMPLETED is recorded, and refused while there is none', async () => {
  const { call, submit, poll, broken } = await startCalls({ completeAfterPolls: 1 })
  const { status_url, response_url } = await submit({ prompt: 'one' })
  await poll(status_url)
  expect((await call(response_url)).status).toBe(400)
  await poll(status_url)
  expect((await call(response_url)).status).toBe(200)
  expect(broken()).toEqual(['2 too-early: result asked for before a status said COMPLETED'])
})

test('an upload other than it was initiated is recorded', async () => {
  const { call, post: send, broken } = await startCalls()
  const about = { content_type: 'image/png', file_name: 'a.png' }
  const begun = await send(`${initiate}?storage_type=fal-cdn-v3`, about)
  const { upload_url } = begun.json as { upload_url: string }
  const put = async (url: string, type: string) =>
    (await call(url, { method: 'PUT', headers: { 'content-type': type }, body: 'x' })).status
  expect([
    await put(upload_url.replace(/=.*/, '=00'), 'image/png'),
    await put(upload_url, 'image/jpeg'),
    await put(upload_url.replace('?', '/1?'), 'image/png'),
    await put(upload_url, 'image/png'),
    await put(upload_url, 'image/png'),
  ]).toEqual([403, 400, 400, 200, 409])
  expect(broken()).toEqual([
    '1 upload: another signature',
    '2 upload: image/jpeg in place of image/png',
    '3 upload: not as it was initiated',
    '5 upload: the upload was complete',
  ])
})
